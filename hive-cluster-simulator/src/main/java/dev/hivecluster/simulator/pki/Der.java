package dev.hivecluster.simulator.pki;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** ASN.1 values in distinguished encoding (X.690), as far as a certificate needs them. */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONTEXT_CONSTRUCTED = 0xa0;
    private static final int FIRST_GENERALIZED_YEAR = 2050;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, concatenated(parts));
    }

    static byte[] set(byte[] element) {
        return value(SET, element);
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    static byte[] bool(boolean truth) {
        return value(BOOLEAN, new byte[] {(byte) (truth ? 0xff : 0)});
    }

    static byte[] octets(byte[] content) {
        return value(OCTET_STRING, content);
    }

    static byte[] utf8(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A bit string of whole octets. */
    static byte[] bits(byte[] content) {
        return value(BIT_STRING, concatenated(new byte[1], content));
    }

    /**
     * A list of named bits, without trailing zeros as the distinguished encoding wants it.
     *
     * @param positions the bits that are set, 0 to 7
     */
    static byte[] namedBits(int... positions) {
        int octet = 0;
        for (int position : positions) {
            octet |= 0x80 >> position;
        }
        int unused = Integer.numberOfTrailingZeros(octet);
        return value(BIT_STRING, new byte[] {(byte) unused, (byte) octet});
    }

    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (String arc : Arrays.asList(arcs).subList(2, arcs.length)) {
            int number = Integer.parseInt(arc);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (number >> shift != 0) {
                    content.write(((number >> shift) & 0x7f) | 0x80);
                }
            }
            content.write(number & 0x7f);
        }
        return value(OBJECT_IDENTIFIER, content.toByteArray());
    }

    /** A point in time in the form that RFC 5280 wants for its year. */
    static byte[] time(Instant instant) {
        String text = TIME.format(instant);
        boolean generalized = instant.atZone(ZoneOffset.UTC).getYear() >= FIRST_GENERALIZED_YEAR;
        return generalized
                ? value(GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII))
                : value(UTC_TIME, text.substring(2).getBytes(StandardCharsets.US_ASCII));
    }

    /** A value whose tag says its place in a choice or sequence, with a primitive content. */
    static byte[] tagged(int number, byte[] content) {
        return value(CONTEXT | number, content);
    }

    /** A value inside an explicit tag. */
    static byte[] explicit(int number, byte[] content) {
        return value(CONTEXT_CONSTRUCTED | number, content);
    }

    private static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] octets = BigInteger.valueOf(length).toByteArray();
            int from = octets[0] == 0 ? 1 : 0;
            out.write(0x80 | (octets.length - from));
            out.write(octets, from, octets.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
