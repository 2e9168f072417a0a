package dev.hivecluster.simulator.compute;

import static dev.hivecluster.simulator.compute.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

class TagsTest {
    private static final String INSTANCE = "i-4d5baf5783ff5b27e";
    private static final String VOLUME = "vol-f5fe79890cc458a61";

    private final FakePlatform platform = new FakePlatform();
    private final Ec2Client ec2 = new HiveCompute(platform);

    private void tag(String resource, String... keysAndValues) {
        ec2.createTags(request -> request.resources(resource).tags(tags(keysAndValues)));
    }

    private void untag(String resource, String... keysAndValues) {
        ec2.deleteTags(request -> request.resources(resource).tags(tags(keysAndValues)));
    }

    private static List<Tag> tags(String... keysAndValues) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tags.add(Tag.builder()
                    .key(keysAndValues[i])
                    .value(keysAndValues[i + 1])
                    .build());
        }
        return tags;
    }

    private List<String> described(String... filters) {
        List<Filter> all = new ArrayList<>();
        for (int i = 0; i < filters.length; i += 2) {
            all.add(Filter.builder()
                    .name(filters[i])
                    .values(filters[i + 1].split("\\|"))
                    .build());
        }
        return ec2.describeTags(request -> request.filters(all)).tags().stream()
                .map(tag ->
                        "%s %s %s=%s".formatted(tag.resourceTypeAsString(), tag.resourceId(), tag.key(), tag.value()))
                .toList();
    }

    @Test
    void tags_are_found_by_resource_type_key_and_value_and_by_all_of_them() {
        tag(INSTANCE, "Name", "e2e-test", "Environment", "testing");
        tag(VOLUME, "Name", "e2e-root-vol", "Environment", "testing");
        assertThat(described())
                .containsExactly(
                        "instance " + INSTANCE + " Environment=testing",
                        "instance " + INSTANCE + " Name=e2e-test",
                        "volume " + VOLUME + " Environment=testing",
                        "volume " + VOLUME + " Name=e2e-root-vol");
        assertThat(described("resource-id", VOLUME)).hasSize(2);
        assertThat(described("resource-type", "instance")).hasSize(2);
        assertThat(described("key", "Environment")).hasSize(2);
        assertThat(described("value", "testing")).hasSize(2);
        assertThat(described("value", "testing|e2e-test")).hasSize(3);
        assertThat(described("key", "Environment", "key", "Name")).hasSize(4);
        assertThat(described("resource-id", INSTANCE, "key", "Name", "value", "e2e-test"))
                .containsExactly("instance " + INSTANCE + " Name=e2e-test");
        assertThat(described("resource-id", INSTANCE, "resource-type", "volume"))
                .isEmpty();
        assertThat(described("key", "zz")).isEmpty();
    }

    @Test
    void nothing_at_all_is_told_when_there_are_no_tags() {
        assertThat(ec2.describeTags(request -> {}).hasTags()).isFalse();
    }

    @Test
    void an_unknown_filter_is_refused() {
        refused("InvalidParameterValue", () -> described("colour", "red"));
    }

    @Test
    void a_key_has_one_value_the_last_that_was_given() {
        tag(INSTANCE, "Name", "first");
        tag(INSTANCE, "Name", "second");
        assertThat(described()).containsExactly("instance " + INSTANCE + " Name=second");
    }

    @Test
    void a_tag_goes_by_its_key_or_by_key_and_value_and_a_wrong_value_is_no_error() {
        tag(INSTANCE, "Name", "x", "Environment", "testing", "DeleteMe", "please");
        ec2.deleteTags(request ->
                request.resources(INSTANCE).tags(Tag.builder().key("DeleteMe").build()));
        untag(INSTANCE, "Environment", "production");
        assertThat(described()).hasSize(2);
        untag(INSTANCE, "Environment", "testing");
        assertThat(described()).containsExactly("instance " + INSTANCE + " Name=x");
        untag(INSTANCE, "Unknown", "1");
        ec2.deleteTags(request -> request.resources(INSTANCE));
        assertThat(described()).isEmpty();
    }

    @Test
    void several_resources_are_tagged_at_once_whether_they_exist_or_not() {
        ec2.createTags(request ->
                request.resources("bogus", "ami-1", "snap-1", "eigw-1", "lt-1").tags(tags("a", "b")));
        assertThat(described())
                .containsExactly(
                        "image ami-1 a=b",
                        "unknown bogus a=b",
                        "egress-only-internet-gateway eigw-1 a=b",
                        "unknown lt-1 a=b",
                        "snapshot snap-1 a=b");
        ec2.deleteTags(request -> request.resources("i-0000000000000dead").tags(tags("a", "b")));
        assertThat(described()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "false, false"})
    void resources_and_tags_must_be_named(boolean hasResource, boolean hasTag) {
        refused(
                "MissingParameter",
                () -> ec2.createTags(request -> request.resources(hasResource ? List.of(INSTANCE) : List.of())
                        .tags(hasTag ? tags("a", "b") : List.of())));
        refused("MissingParameter", () -> ec2.deleteTags(request -> request.tags(tags("a", "b"))));
    }

    @Test
    void they_are_objects_of_the_storage_and_what_a_client_writes_there_counts() {
        tag(INSTANCE, "b", "2", "a", "ä\"");
        assertThat(new String(
                        platform.objects()
                                .get("predastore", "tags/" + INSTANCE + ".json")
                                .orElseThrow(),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"ä\\\"\",\"b\":\"2\"}");
        platform.objects()
                .put("predastore", "tags/" + INSTANCE + ".json", "{\"c\":\"3\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(described()).containsExactly("instance " + INSTANCE + " c=3");
        platform.objects().put("predastore", "tags/x.json", "[]".getBytes(StandardCharsets.UTF_8));
        assertThat(described()).hasSize(1);
    }

    @Test
    void no_tag_is_lost_when_many_tag_one_resource() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String key = "key-" + i;
                calls.add(() -> {
                    tag(INSTANCE, key, "1");
                    return null;
                });
            }
            for (Future<Void> call : many.invokeAll(calls)) {
                call.get();
            }
            assertThat(described()).hasSize(200);
        } finally {
            many.shutdownNow();
        }
    }
}
