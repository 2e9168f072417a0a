package dev.hivecluster.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header fields in the order in which they were sent; names are compared without regard to case. */
public final class Headers {
    private final List<Field> fields;

    Headers(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /** The fields in their order. */
    public List<Field> fields() {
        return fields;
    }

    /** The value of the first field of that name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** The values of all fields of that name. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    /** One header field; a field is not shown as text, since some are secrets. */
    public record Field(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }
}
