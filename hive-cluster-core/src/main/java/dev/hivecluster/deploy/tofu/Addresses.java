package dev.hivecluster.deploy.tofu;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of the addresses that a network card has is the one to use. */
final class Addresses {
    private Addresses() {}

    /**
     * The best of them: IPv4 before IPv6, and one that leads nowhere else, as loopback and link-local addresses do, only if
     * there is no other; among equals the first.
     *
     * @param candidates with or without the length of a prefix
     */
    static Optional<String> best(List<String> candidates) {
        return candidates.stream()
                .map(String::strip)
                .map(address -> address.replaceFirst("/\\d+$", ""))
                .filter(address -> !address.isEmpty())
                .min(Comparator.comparing(Addresses::staysOnTheMachine)
                        .thenComparing(address -> address.contains(":")));
    }

    private static boolean staysOnTheMachine(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("127.")
                || lower.startsWith("169.254.")
                || lower.equals("::1")
                || lower.matches("fe[89ab][0-9a-f]:.*");
    }
}
