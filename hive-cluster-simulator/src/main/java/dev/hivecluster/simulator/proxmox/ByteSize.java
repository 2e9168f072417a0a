package dev.hivecluster.simulator.proxmox;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of disks as Proxmox writes them: {@code 20G}, or bytes without a unit. */
final class ByteSize {
    static final long GIB = 1L << 30;
    private static final String UNITS = "KMGT";
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})([KMGT]?)");

    private ByteSize() {}

    /** @throws ApiError if the text is no size */
    static long parse(String parameter, String text) {
        Matcher matcher = TEXT.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw ApiError.parameter(parameter, "invalid size '%s'".formatted(text));
        }
        int unit = matcher.group(2).isEmpty() ? -1 : UNITS.indexOf(matcher.group(2));
        return Long.parseLong(matcher.group(1)) << (10 * (unit + 1));
    }

    /** In the largest unit that leaves no fraction. */
    static String text(long bytes) {
        for (int unit = UNITS.length() - 1; unit >= 0; unit--) {
            long size = 1L << (10 * (unit + 1));
            if (bytes > 0 && bytes % size == 0) {
                return bytes / size + UNITS.substring(unit, unit + 1);
            }
        }
        return Long.toString(bytes);
    }
}
