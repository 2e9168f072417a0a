package dev.hivecluster.simulator.compute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Tags that a resource is made with and tells itself, unlike those of {@link Tags}. */
final class TagLists {
    private TagLists() {}

    /** What a request's specifications say for a type of resource. */
    static Map<String, String> of(List<TagSpecification> specifications, String resourceType) {
        Map<String, String> tags = new HashMap<>();
        for (TagSpecification specification : specifications) {
            if (resourceType.equals(specification.resourceTypeAsString())) {
                for (Tag tag : specification.tags()) {
                    if (tag.key() != null && tag.value() != null) {
                        tags.put(tag.key(), tag.value());
                    }
                }
            }
        }
        return tags;
    }

    /** The same as a list, sorted by key. */
    static List<Tag> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
