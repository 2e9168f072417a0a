package dev.hivecluster.simulator.compute;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** Identifiers of resources: a prefix, a hyphen and 17 hexadecimal digits (hive contract, section 4.6). */
final class ResourceIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 17;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("i", "instance"),
            Map.entry("vol", "volume"),
            Map.entry("ami", "image"),
            Map.entry("snap", "snapshot"),
            Map.entry("vpc", "vpc"),
            Map.entry("subnet", "subnet"),
            Map.entry("sg", "security-group"),
            Map.entry("rtb", "route-table"),
            Map.entry("igw", "internet-gateway"),
            Map.entry("eigw", "egress-only-internet-gateway"));

    private ResourceIds() {}

    /** A new one. */
    static String next(String prefix) {
        byte[] octets = new byte[(DIGITS + 1) / 2];
        RANDOM.nextBytes(octets);
        return prefix + "-" + HexFormat.of().formatHex(octets).substring(0, DIGITS);
    }

    /** The type that tags name, by the prefix; {@code unknown} for what has none. */
    static String type(String id) {
        int hyphen = id.indexOf('-');
        return hyphen < 0 ? "unknown" : TYPES.getOrDefault(id.substring(0, hyphen), "unknown");
    }
}
