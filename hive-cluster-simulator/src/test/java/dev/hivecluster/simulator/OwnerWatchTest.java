package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.MachineSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Owner ALIVE = Owner.current("test");
    private static final Owner GONE =
            new Owner(ALIVE.host(), ALIVE.pid(), ALIVE.startedAt().minusSeconds(60), "test");

    @TempDir
    Path clusters;

    private ClusterDirectory directory;
    private OwnerWatch watch;

    @BeforeEach
    void record() throws IOException {
        directory = new ClusterDirectory(clusters, new ClusterName("demo"));
        directory.write(record("id", ALIVE, false));
        watch = new OwnerWatch(directory, "id", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void while_the_owner_is_alive_the_cluster_is_needed() {
        assertThat(watch.reasonToEnd()).isEmpty();
    }

    @Test
    void a_cluster_whose_owner_is_gone_is_needed_only_if_it_is_kept() throws IOException {
        directory.write(record("id", GONE, true));
        assertThat(watch.reasonToEnd()).isEmpty();

        directory.write(record("id", GONE, false));
        assertThat(watch.reasonToEnd())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("process " + ALIVE.pid()).contains("gone"));
    }

    @Test
    void a_cluster_whose_time_is_over_is_not_needed_even_if_it_is_kept() throws IOException {
        directory.write(record("id", GONE, true).withKept(true, Optional.of(NOW.plusSeconds(1))));
        assertThat(watch.reasonToEnd()).isEmpty();

        directory.write(record("id", ALIVE, true).withKept(true, Optional.of(NOW)));
        assertThat(watch.reasonToEnd())
                .hasValueSatisfying(reason -> assertThat(reason).contains("time is over since " + NOW));
    }

    @Test
    void a_destroyed_cluster_is_not_needed() throws IOException {
        directory.write(record("id", ALIVE, true).completed(Phase.DESTROYED));

        assertThat(watch.reasonToEnd()).contains("the cluster is recorded as destroyed");
    }

    @Test
    void a_directory_that_belongs_to_another_cluster_needs_it_no_more() throws IOException {
        directory.write(record("other", ALIVE, true));

        assertThat(watch.reasonToEnd())
                .hasValueSatisfying(reason -> assertThat(reason).contains("other"));
    }

    @Test
    void without_a_record_it_is_not_needed() throws IOException {
        Files.delete(directory.recordFile());

        assertThat(watch.reasonToEnd())
                .hasValueSatisfying(reason -> assertThat(reason).contains("cluster.json is gone"));
    }

    @Test
    void while_the_record_is_damaged_what_was_read_last_holds() throws IOException {
        directory.write(record("id", ALIVE, true).withKept(true, Optional.of(NOW.plusSeconds(60))));
        OwnerWatch later = new OwnerWatch(directory, "id", new SteppingClock());
        assertThat(later.reasonToEnd()).isEmpty();

        Files.writeString(directory.recordFile(), "{\"version\": 1, \"id\":");

        assertThat(later.reasonToEnd()).isEmpty();
        assertThat(later.reasonToEnd())
                .hasValueSatisfying(reason -> assertThat(reason).contains("time is over"));
    }

    @Test
    void a_record_that_could_never_be_read_is_no_reason_to_stay() throws IOException {
        Files.writeString(directory.recordFile(), "nonsense");

        assertThat(watch.reasonToEnd())
                .hasValueSatisfying(reason -> assertThat(reason).contains("cluster.json is broken"));
    }

    private static ClusterRecord record(String id, Owner owner, boolean kept) {
        return new ClusterRecord(
                ClusterRecord.VERSION,
                id,
                new ClusterSpec(
                        new ClusterName("demo"),
                        1,
                        "simulated",
                        MachineSize.DEFAULT,
                        Optional.empty(),
                        "ap-southeast-2",
                        "ap-southeast-2a",
                        Map.of()),
                Phase.PROVISIONED,
                Optional.empty(),
                owner,
                kept,
                Optional.empty(),
                NOW.minusSeconds(60));
    }

    /** Half a minute later each time it is asked. */
    private static final class SteppingClock extends Clock {
        private Instant next = NOW;

        @Override
        public Instant instant() {
            Instant now = next;
            next = next.plusSeconds(30);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
