package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.BrokenObjectException;
import dev.hivecluster.simulator.storage.Documents;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/**
 * Tags (recordings 198–219): an object {@code tags/<resource>.json} for each resource that ever had one. Whether there is
 * such a resource is not asked, and a resource's own description does not tell its tags (hive contract, section 9).
 */
final class Tags {
    private static final String PREFIX = "tags/";
    private static final String SUFFIX = ".json";
    private static final Set<String> FILTERS = Set.of("resource-id", "resource-type", "key", "value");

    private final Platform platform;

    Tags(Platform platform) {
        this.platform = platform;
    }

    CreateTagsResponse create(CreateTagsRequest request) {
        if (request.resources().isEmpty() || request.tags().isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        change(request.resources(), tags -> {
            for (Tag tag : request.tags()) {
                if (tag.key() != null && tag.value() != null) {
                    tags.put(tag.key(), tag.value());
                }
            }
        });
        return CreateTagsResponse.builder().build();
    }

    /** Without tags all of them go; one with a value goes if it has that value, and nobody is told if it has not. */
    DeleteTagsResponse delete(DeleteTagsRequest request) {
        if (request.resources().isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        change(request.resources(), tags -> {
            if (request.tags().isEmpty()) {
                tags.clear();
            }
            for (Tag tag : request.tags()) {
                if (tag.value() == null) {
                    tags.remove(tag.key());
                } else {
                    tags.remove(tag.key(), tag.value());
                }
            }
        });
        return DeleteTagsResponse.builder().build();
    }

    DescribeTagsResponse describe(DescribeTagsRequest request) {
        Map<String, Set<String>> wanted = new HashMap<>();
        for (Filter filter : request.filters()) {
            if (!FILTERS.contains(filter.name())) {
                throw HiveErrors.error("InvalidParameterValue");
            }
            wanted.computeIfAbsent(filter.name(), any -> new HashSet<>()).addAll(filter.values());
        }
        List<TagDescription> found = new ArrayList<>();
        documents().all(PREFIX, SUFFIX).forEach((key, resource) -> {
            String id = key.substring(PREFIX.length(), key.length() - SUFFIX.length());
            String type = ResourceIds.type(id);
            if (matches(wanted, "resource-id", id) && matches(wanted, "resource-type", type)) {
                resource.tags().forEach((name, value) -> {
                    if (matches(wanted, "key", name) && matches(wanted, "value", value)) {
                        found.add(TagDescription.builder()
                                .resourceId(id)
                                .resourceType(type)
                                .key(name)
                                .value(value)
                                .build());
                    }
                });
            }
        });
        DescribeTagsResponse.Builder response = DescribeTagsResponse.builder();
        return found.isEmpty() ? response.build() : response.tags(found).build();
    }

    private void change(List<String> resources, Consumer<Map<String, String>> change) {
        Documents<ResourceTags> documents;
        try {
            documents = documents();
        } catch (Ec2Exception e) {
            // Hive has begun to write by then, and what it began stays unreadable (recordings 105 and 106 of three
            // nodes).
            resources.forEach(id -> platform.objects().spoil(ObjectStore.HIVE_BUCKET, PREFIX + id + SUFFIX));
            throw e;
        }
        for (String id : resources) {
            try {
                documents.update(PREFIX + id + SUFFIX, before -> {
                    SortedMap<String, String> tags = before == null ? new TreeMap<>() : new TreeMap<>(before.tags());
                    change.accept(tags);
                    return new ResourceTags(tags);
                });
            } catch (BrokenObjectException e) {
                throw HiveErrors.error("ServerInternal");
            }
        }
    }

    private Documents<ResourceTags> documents() {
        return new Documents<>(platform.wholeStorage(), ResourceTags.class);
    }

    private static boolean matches(Map<String, Set<String>> wanted, String filter, String value) {
        Set<String> values = wanted.get(filter);
        return values == null || values.isEmpty() || values.contains(value);
    }
}
