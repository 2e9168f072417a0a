package dev.hivecluster.simulator.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Range} header field with one range of bytes (RFC 9110, section 14.1.2).
 *
 * @param start the first byte; negative if the range is counted from the end
 * @param end the last byte, or how many are wanted from the end
 */
record ByteRange(long start, long end) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,18})?-(\\d{1,18})?");

    /** Takes a field apart; nothing if it asks for something else, which is then ignored. */
    static Optional<ByteRange> parse(String field) {
        Matcher form = FORM.matcher(field);
        if (!form.matches() || (form.group(1) == null && form.group(2) == null)) {
            return Optional.empty();
        }
        long start = form.group(1) == null ? -1 : Long.parseLong(form.group(1));
        long end = form.group(2) == null ? Long.MAX_VALUE : Long.parseLong(form.group(2));
        return Optional.of(new ByteRange(start, end));
    }

    /** The first byte of a content of some length. */
    int first(int length) {
        return (int) (start < 0 ? Math.max(0, length - end) : Math.min(start, length));
    }

    /** The last byte of a content of some length; less than the first if there is none. */
    int last(int length) {
        return (int) (start < 0 ? length - 1 : Math.min(end, length - 1));
    }
}
