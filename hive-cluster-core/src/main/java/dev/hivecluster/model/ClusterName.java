package dev.hivecluster.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a cluster. It becomes host names and paths, so it holds lower-case letters, digits and hyphens only, is at
 * most {@value #MAX_LENGTH} characters long and neither begins nor ends with a hyphen.
 */
public record ClusterName(@JsonValue String value) implements Comparable<ClusterName> {
    private static final Pattern VALID = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 40;

    /** The name of a cluster that was given none. */
    public static final ClusterName DEFAULT = new ClusterName("hive-e2e");

    /** @throws InvalidSettingException if the name is not valid */
    @JsonCreator
    public ClusterName {
        if (value.length() > MAX_LENGTH || !VALID.matcher(value).matches()) {
            throw new InvalidSettingException(
                    PropertyNames.CLUSTER,
                    value,
                    "1 to %d lower-case letters, digits and hyphens, neither first nor last a hyphen"
                            .formatted(MAX_LENGTH));
        }
    }

    /** The name of this cluster's node with the given index, counted from 1. */
    public String node(int index) {
        return value + "-" + index;
    }

    @Override
    public int compareTo(ClusterName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
