package dev.hivecluster.simulator.gateway;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The EC2 query protocol, read and written by the field lists that every shape of the SDK carries: any operation of the
 * SDK's client can be served without code of its own.
 */
final class Ec2Codec {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.MILLI_OF_SECOND, 0, 3, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Ec2Codec() {}

    /**
     * Sets what a form says.
     *
     * @param form names and values, sorted by the names
     * @param builder of the request
     * @throws MalformedParameterException if a value does not have the form of its type
     */
    static void read(SortedMap<String, String> form, SdkPojo builder) throws MalformedParameterException {
        readFields(form, "", builder);
    }

    /** An answer as XML: fields that were never set are left out, empty lists are empty elements. */
    static String write(String root, SdkPojo response) {
        XmlWriter xml = new XmlWriter();
        xml.open(root);
        writeFields(response, xml);
        xml.close(root);
        return xml.toString();
    }

    private static void readFields(SortedMap<String, String> form, String prefix, SdkPojo builder)
            throws MalformedParameterException {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = readValue(form, prefix + field.locationName(), field);
            if (value != null) {
                field.set(builder, value);
            }
        }
    }

    private static @Nullable Object readValue(SortedMap<String, String> form, String name, SdkField<?> field)
            throws MalformedParameterException {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> readPojo(form, name, field);
            case LIST -> readList(form, name, field);
            case MAP, DOCUMENT, NULL -> throw new IllegalStateException("EC2 has no parameter of the type of " + name);
            default -> {
                String text = form.get(name);
                yield text == null ? null : readScalar(name, text, field);
            }
        };
    }

    private static @Nullable Object readPojo(SortedMap<String, String> form, String name, SdkField<?> field)
            throws MalformedParameterException {
        if (!hasMembers(form, name)) {
            return null;
        }
        SdkPojo builder = field.constructor().get();
        readFields(form, name + ".", builder);
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static @Nullable Object readList(SortedMap<String, String> form, String name, SdkField<?> field)
            throws MalformedParameterException {
        SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
        List<Object> values = new ArrayList<>();
        for (int i = 1; ; i++) {
            Object value = readValue(form, name + "." + i, member);
            if (value == null) {
                return values.isEmpty() ? null : values;
            }
            values.add(value);
        }
    }

    private static boolean hasMembers(SortedMap<String, String> form, String name) {
        SortedMap<String, String> after = form.tailMap(name + ".");
        return !after.isEmpty() && after.firstKey().startsWith(name + ".");
    }

    private static Object readScalar(String name, String text, SdkField<?> field) throws MalformedParameterException {
        try {
            return switch (field.marshallingType().getKnownType()) {
                case STRING -> text;
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case SHORT -> Short.valueOf(text);
                case BYTE -> Byte.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BIG_DECIMAL -> new BigDecimal(text);
                case BOOLEAN -> readBoolean(text);
                case INSTANT -> Instant.parse(text);
                case SDK_BYTES ->
                    SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text));
                default -> throw new IllegalStateException("EC2 has no parameter of the type of " + name);
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new MalformedParameterException(name, e);
        }
    }

    private static Boolean readBoolean(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("true or false was expected");
        }
        return Boolean.valueOf(text);
    }

    private static void writeFields(SdkPojo pojo, XmlWriter xml) {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList)) {
                writeElement(field.unmarshallLocationName(), value, field, xml);
            }
        }
    }

    private static void writeElement(String element, Object value, SdkField<?> field, XmlWriter xml) {
        xml.open(element);
        switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> writeFields((SdkPojo) value, xml);
            case LIST -> {
                ListTrait list = field.getRequiredTrait(ListTrait.class);
                String item = Objects.requireNonNullElse(list.memberLocationName(), "item");
                for (Object member : (List<?>) value) {
                    writeElement(item, member, list.memberFieldInfo(), xml);
                }
            }
            case INSTANT -> xml.text(TIME.format((Instant) value));
            case SDK_BYTES -> xml.text(Base64.getEncoder().encodeToString(((SdkBytes) value).asByteArrayUnsafe()));
            case MAP, DOCUMENT, NULL -> throw new IllegalStateException("EC2 has no element of the type of " + element);
            default -> xml.text(value.toString());
        }
        xml.close(element);
    }
}
