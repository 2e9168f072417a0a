package dev.hivecluster.simulator.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Shapes of the SDK with a random value in every field; times are whole seconds, as the SDK cuts some of them. */
final class RandomShapes {
    private static final int SEVERAL_UNTIL_DEPTH = 2;
    private static final String CHARACTERS = "abcXYZ019 &<>\"'=+/%;.\n\u00e4\u4e2d";

    private final Random random;

    RandomShapes(long seed) {
        this.random = new Random(seed);
    }

    /** A builder's shape, filled. */
    Object filled(SdkPojo builder) {
        return filled(builder, 0);
    }

    private Object filled(SdkPojo builder, int depth) {
        for (SdkField<?> field : builder.sdkFields()) {
            field.set(builder, value(field, depth));
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private Object value(SdkField<?> field, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text();
            case INTEGER -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case INSTANT -> Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
            case SDK_BYTES -> SdkBytes.fromUtf8String(text());
            case SDK_POJO -> filled(field.constructor().get(), depth + 1);
            case LIST -> list(field, depth);
            default -> throw new IllegalStateException(field.memberName() + " is a " + field.marshallingType());
        };
    }

    private List<Object> list(SdkField<?> field, int depth) {
        SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
        int size = depth > SEVERAL_UNTIL_DEPTH ? 1 : 1 + random.nextInt(2);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(value(member, depth + 1));
        }
        return values;
    }

    private String text() {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.append('t').toString();
    }
}
