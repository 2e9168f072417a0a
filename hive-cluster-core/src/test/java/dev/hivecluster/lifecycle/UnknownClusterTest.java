package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.directory.GoalCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a cluster that is not there leaves nothing behind, though every event is kept in files. */
class UnknownClusterTest {
    @TempDir
    Path temp;

    private Path clusters;
    private LifecycleFixture fixture;
    private Session session;

    @BeforeEach
    void open() {
        clusters = temp.resolve("clusters");
        fixture = new LifecycleFixture(clusters);
        session = fixture.sessionThatKeepsEvents();
    }

    @Test
    void configure_leaves_nothing() {
        assertThatThrownBy(() -> session.configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageContaining(
                        "cluster demo has no machines to configure; call %s first",
                        GoalCommand.of(fixture.directory(), "up"));

        assertThat(clusters).doesNotExist();
    }

    @Test
    void tests_leave_nothing() {
        assertThatThrownBy(() -> session.beginTests(DEMO)).isInstanceOf(ClusterStateException.class);

        assertThat(clusters).doesNotExist();
    }

    @Test
    void down_succeeds_and_leaves_nothing() throws Exception {
        assertThat(session.destroy(DEMO, Limits.DEFAULT)).isFalse();
        assertThat(session.release(DEMO, "module", Verdict.PASSED)).isEqualTo(Settlement.NOT_HELD);
        session.close();

        assertThat(clusters).doesNotExist();
    }

    @Test
    void a_purging_down_leaves_nothing() throws Exception {
        assertThat(fixture.session(fixture.owner, true).destroy(DEMO, Limits.DEFAULT))
                .isFalse();

        assertThat(clusters).doesNotExist();
    }

    @Test
    void reaping_leaves_nothing() throws Exception {
        assertThat(fixture.reaper().reap(Duration.ofMinutes(1))).isEmpty();

        assertThat(clusters).doesNotExist();
    }

    @Test
    void configure_and_down_change_nothing_of_what_a_destroyed_cluster_left() throws Exception {
        session.up(fixture.bound());
        session.close();
        List<String> before = filesWithSizes();

        Session later = fixture.sessionThatKeepsEvents();
        assertThatThrownBy(() -> later.configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageContaining(GoalCommand.of(fixture.directory(), "up"));
        assertThat(later.destroy(DEMO, Limits.DEFAULT)).isFalse();

        assertThat(filesWithSizes()).isEqualTo(before);
    }

    private List<String> filesWithSizes() throws IOException {
        try (Stream<Path> files = Files.walk(fixture.directory().path())) {
            return files.map(file -> file + " " + size(file)).sorted().toList();
        }
    }

    private static long size(Path file) {
        return Files.isRegularFile(file) ? file.toFile().length() : 0;
    }
}
