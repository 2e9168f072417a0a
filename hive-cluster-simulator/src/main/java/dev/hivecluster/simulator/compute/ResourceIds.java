package dev.hivecluster.simulator.compute;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Identifiers of resources: a prefix, a hyphen and 17 hexadecimal digits (hive contract, section 4.6). */
final class ResourceIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 17;

    private ResourceIds() {}

    /** A new one. */
    static String next(String prefix) {
        byte[] octets = new byte[(DIGITS + 1) / 2];
        RANDOM.nextBytes(octets);
        return prefix + "-" + HexFormat.of().formatHex(octets).substring(0, DIGITS);
    }
}
