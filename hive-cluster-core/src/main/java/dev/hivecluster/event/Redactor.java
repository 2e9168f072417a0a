package dev.hivecluster.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Masks secrets: those it was told, and what commands of Hive are known to print (hive contract, sections 2.5 and 9). */
final class Redactor {
    private static final String MASK = "<redacted>";
    private static final int SHORTEST_SECRET = 6;

    /** A label that announces a secret, and the secret behind it. */
    private static final Pattern LABELLED = Pattern.compile(
            "(?i)((?:secret[ _-]?(?:access[ _-]?)?key|aws_secret_access_key|secretkey|nats_token|token|password)\"?\\s*[:=]\\s*\"?)([^\\s\",]+)");

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", Pattern.DOTALL);

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    void hide(String secret) {
        if (secret.length() >= SHORTEST_SECRET) {
            secrets.add(secret);
        }
    }

    String redact(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, MASK);
        }
        shown = LABELLED.matcher(shown).replaceAll("$1" + MASK);
        return PRIVATE_KEY.matcher(shown).replaceAll(MASK);
    }
}
