package dev.hivecluster.event;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks secrets: those it was told, and what commands of Hive are known to print (hive contract, sections 2.4, 2.5 and 9). */
final class Redactor {
    static final String MASK = "<redacted>";
    private static final int SHORTEST_SECRET = 6;

    /** Colours may stand between a label and its value. */
    private static final String GAP = "\\s*+(?:\u001B\\[[0-9;]*+m\\s*+)*+";

    private static final String LABELS =
            "secret[ _-]?(?:access[ _-]?)?key|master[ _-]?key|nats[ _-]token|session[ _-]?token|token|password";

    /** A label that announces a secret, and the secret behind it, in quotes or not. */
    private static final Pattern LABELLED = Pattern.compile("(?i)((?:" + LABELS + ")\"?" + GAP + "[:=]" + GAP
            + "[\"']?+)(?:(?<=\")[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+|(?<=')[^']*+|[^\\s\"',;&\u001B]++)");

    /** The same as a command's option, whose value is the next word. */
    private static final Pattern OPTION =
            Pattern.compile("(?i)(--(?:" + LABELS + ")\\s+)(?:\"[^\"]*+\"?|'[^']*+'?|[^\\s\"']++)");

    private static final Pattern BEARER = Pattern.compile("(?i)(\\bbearer\\s+)[A-Za-z0-9._~+/=-]{6,}");

    private static final Pattern NATS_TOKEN = Pattern.compile("\\bnats_[A-Za-z0-9]{32}\\b");

    private static final Pattern KEY_BEGINS = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----");
    private static final Pattern KEY_ENDS = Pattern.compile("-----END [A-Z0-9 ]*PRIVATE KEY-----");

    private static final Pattern PRIVATE_KEY =
            Pattern.compile(KEY_BEGINS + ".*?(?:" + KEY_ENDS + "|\\z)", Pattern.DOTALL);

    /** The longest first, since one secret may be a part of another. */
    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** A secret of several lines is hidden line by line, since output comes so; a short one would mask common words. */
    void hide(String secret) {
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_SECRET)
                .forEach(line -> {
                    secrets.add(line);
                    secrets.add(URLEncoder.encode(line, StandardCharsets.UTF_8));
                });
    }

    String redact(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, MASK);
        }
        shown = PRIVATE_KEY.matcher(shown).replaceAll(MASK);
        shown = LABELLED.matcher(shown).replaceAll("$1" + MASK);
        shown = OPTION.matcher(shown).replaceAll("$1" + MASK);
        shown = BEARER.matcher(shown).replaceAll("$1" + MASK);
        return NATS_TOKEN.matcher(shown).replaceAll(MASK);
    }

    /** Whether a private key begins in this line and does not end there. */
    static boolean opensPrivateKey(String line) {
        int begins = -1;
        Matcher begin = KEY_BEGINS.matcher(line);
        while (begin.find()) {
            begins = begin.end();
        }
        return begins >= 0
                && !KEY_ENDS.matcher(line).region(begins, line.length()).find();
    }

    /** Where in this line a private key is over; -1 if it goes on. */
    static int endOfPrivateKey(String line) {
        Matcher end = KEY_ENDS.matcher(line);
        return end.find() ? end.end() : -1;
    }
}
