package dev.hivecluster.deploy.tofu;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tags that the modules of the plugin give to a machine: {@code terraform}, {@code hive}, the cluster's name and the id
 * of its record, in any order.
 *
 * @param tags as the backend has them
 */
public record ClusterTags(List<String> tags) {
    private static final String OURS = "hive";
    private static final Set<String> OF_ALL = Set.of("terraform", OURS);
    private static final Pattern RECORD_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public ClusterTags {
        tags = List.copyOf(tags);
    }

    /** Reads tags that are separated by semicolons. */
    public static ClusterTags parse(String text) {
        return new ClusterTags(Stream.of(text.split(";", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList());
    }

    /** The id of the record that the machine was made for; empty if this plugin did not make it. */
    public Optional<String> recordId() {
        return tags.contains(OURS)
                ? tags.stream().filter(tag -> RECORD_ID.matcher(tag).matches()).findFirst()
                : Optional.empty();
    }

    /**
     * The name of the machine's cluster; a cluster may have the name of a tag that all machines carry.
     *
     * @param machine the machine's name
     */
    public String cluster(String machine) {
        return tags.stream()
                .filter(tag -> !OF_ALL.contains(tag) && !RECORD_ID.matcher(tag).matches())
                .findFirst()
                .orElseGet(() -> machine.replaceFirst("-[0-9]+$", ""));
    }
}
