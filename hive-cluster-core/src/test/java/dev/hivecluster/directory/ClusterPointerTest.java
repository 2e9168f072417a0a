package dev.hivecluster.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.MachineSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPointerTest {
    private static final ClusterName DEMO = new ClusterName("demo");
    private static final Owner OWNER = Owner.current("a session");

    @TempDir
    Path project;

    private Path build;
    private ClusterDirectory directory;

    @BeforeEach
    void place() {
        build = project.resolve("target");
        directory = new ClusterDirectory(project.resolve("clusters"), DEMO);
    }

    @Test
    void what_was_written_is_found_again() throws Exception {
        ClusterPointer pointer = ClusterPointer.to(directory, record("4711"), OWNER);

        pointer.write(build);

        assertThat(ClusterPointer.find(build)).containsExactly(pointer);
        assertThat(pointer.clusterDirectory().recordFile()).isEqualTo(directory.recordFile());
    }

    @Test
    void a_promise_has_no_record_and_is_replaced_when_it_is_kept() throws Exception {
        ClusterPointer.promise(directory, OWNER).write(build);
        assertThat(ClusterPointer.find(build).get(0).recordId()).isEmpty();

        ClusterPointer.to(directory, record("4711"), OWNER).write(build);

        assertThat(ClusterPointer.find(build).get(0).recordId()).hasValue("4711");
    }

    @Test
    void pointers_come_in_the_order_of_their_names() throws Exception {
        ClusterPointer.promise(new ClusterDirectory(project, new ClusterName("b")), OWNER)
                .write(build);
        ClusterPointer.promise(new ClusterDirectory(project, new ClusterName("a")), OWNER)
                .write(build);

        assertThat(ClusterPointer.find(build))
                .extracting(pointer -> pointer.cluster().value())
                .containsExactly("a", "b");
    }

    @Test
    void a_build_directory_without_pointers_has_none() throws Exception {
        assertThat(ClusterPointer.find(build)).isEmpty();
    }

    @Test
    void a_removed_pointer_is_gone_and_removing_it_again_is_no_error() throws Exception {
        ClusterPointer.promise(directory, OWNER).write(build);

        ClusterPointer.remove(build, DEMO);
        ClusterPointer.remove(build, DEMO);

        assertThat(ClusterPointer.find(build)).isEmpty();
    }

    @Test
    void the_file_names_the_directory_as_plain_text() throws Exception {
        ClusterPointer.promise(directory, OWNER).write(build);

        assertThat(build.resolve("hive-clusters/demo.json"))
                .content()
                .contains("\"directory\" : \"" + directory.path() + "\"");
    }

    @Test
    void a_file_that_is_no_pointer_is_named_in_the_error() throws Exception {
        Path file = build.resolve("hive-clusters/demo.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"cluster\": \"demo\"}");

        assertThatThrownBy(() -> ClusterPointer.find(build))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("directory");
    }

    @Test
    void a_directory_of_another_cluster_is_refused() {
        assertThatThrownBy(() -> new ClusterPointer(DEMO, project.resolve("other"), Optional.empty(), OWNER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("demo")
                .hasMessageContaining("other");
    }

    private static ClusterRecord record(String id) {
        ClusterSpec spec =
                new ClusterSpec(DEMO, 3, "fake", MachineSize.DEFAULT, Optional.empty(), "region", "zone", Map.of());
        return new ClusterRecord(
                ClusterRecord.VERSION,
                id,
                spec,
                Phase.CONFIGURED,
                Optional.empty(),
                OWNER,
                false,
                Optional.empty(),
                Instant.EPOCH);
    }
}
