package dev.hivecluster.maven;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Maven was asked for. */
final class Requested {
    private static final Set<String> TOO_EARLY = Set.of("pre-integration-test", "integration-test");
    private static final Set<String> ENOUGH = Set.of("post-integration-test", "verify", "install", "deploy");

    private Requested() {}

    /** The warning for whoever asks for the tests alone, as Maven then never comes to their end. */
    static Optional<String> warning(List<String> goals) {
        if (goals.stream().noneMatch(TOO_EARLY::contains) || goals.stream().anyMatch(ENOUGH::contains)) {
            return Optional.empty();
        }
        return Optional.of(
                "this build was asked for %s only: failing tests will not make it red, and the cluster is destroyed only when the whole build ends. Use mvn verify"
                        .formatted(String.join(" ", goals)));
    }
}
