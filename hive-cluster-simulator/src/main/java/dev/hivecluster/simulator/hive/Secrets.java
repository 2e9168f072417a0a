package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.formation.ClusterSecrets;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes what a new cluster's nodes share (hive contract, section 2.5, key formats). */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String ALPHANUMERIC = UPPER_CASE + "abcdefghijklmnopqrstuvwxyz";

    private Secrets() {}

    static ClusterSecrets create(String clusterName, String region) {
        byte[] secret = new byte[30];
        RANDOM.nextBytes(secret);
        return new ClusterSecrets(
                "AKIA" + text(UPPER_CASE, 16),
                Base64.getEncoder().encodeToString(secret),
                text("123456789", 1) + text("0123456789", 11),
                "nats_" + text(ALPHANUMERIC, 32),
                clusterName,
                region);
    }

    private static String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
