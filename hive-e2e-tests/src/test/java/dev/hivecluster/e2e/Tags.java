package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** The tags of one test; closed, they are gone. */
final class Tags implements AutoCloseable {
    /** The lock of those who tag what others look at. */
    static final String OF_SHARED_INSTANCES = "tags of shared instances";

    private final Ec2Client ec2;
    private final Set<String> tagged = new LinkedHashSet<>();

    Tags(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    CreateTagsResponse create(String resource, Map<String, String> tags) {
        tagged.add(resource);
        return ec2.createTags(request -> request.resources(resource)
                .tags(tags.entrySet().stream()
                        .map(tag -> tag(tag.getKey(), tag.getValue()))
                        .toList()));
    }

    /** Deletes tags whatever their values. */
    DeleteTagsResponse delete(String resource, String... keys) {
        return ec2.deleteTags(request -> request.resources(resource)
                .tags(List.of(keys).stream()
                        .map(key -> Tag.builder().key(key).build())
                        .toList()));
    }

    /** Deletes a tag if it has that value. */
    DeleteTagsResponse deleteIf(String resource, String key, String value) {
        return ec2.deleteTags(request -> request.resources(resource).tags(tag(key, value)));
    }

    /** The tags of a resource, as the gateway filters them. */
    static Map<String, String> of(Ec2Client ec2, String resource) {
        Map<String, String> tags = new TreeMap<>();
        for (TagDescription tag : matching(ec2, filter("resource-id", resource))) {
            assertThat(tag.resourceId()).as("whose tag %s is", tag).isEqualTo(resource);
            assertThat(tags.put(tag.key(), tag.value()))
                    .as("%s is listed once", tag)
                    .isNull();
        }
        return tags;
    }

    /** The tags that match all filters. */
    static List<TagDescription> matching(Ec2Client ec2, Filter... filters) {
        return ec2.describeTags(request -> request.filters(filters)).tags();
    }

    static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Override
    public void close() {
        for (String resource : tagged) {
            ec2.deleteTags(request -> request.resources(resource));
            assertThat(of(ec2, resource))
                    .as("what is left of the tags of %s", resource)
                    .isEmpty();
        }
        tagged.clear();
    }
}
