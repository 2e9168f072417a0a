package dev.hivecluster.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    @TempDir
    Path clusters;

    private LifecycleFixture fixture;

    @BeforeEach
    void nothing_stands() {
        fixture = new LifecycleFixture(clusters);
    }

    private String plan(String nodes) throws Exception {
        try (EventStream events = new EventStream(Clock.systemUTC(), List.of())) {
            return fixture.lifecycle.plan(
                    ClusterSettings.of(Map.of(
                            "hive.cluster", "demo", "hive.deployer", fixture.deployer.name(), "hive.nodes", nodes)),
                    Duration.ofMinutes(1),
                    events);
        }
    }

    @Test
    void a_plan_for_nothing_makes_and_records_nothing() throws Exception {
        assertThat(plan("3"))
                .isEqualTo("cluster demo: up makes 3 machines; the deployer fake does not tell more beforehand");

        assertThat(fixture.deployer.calls()).isEmpty();
        assertThat(fixture.directory().path()).doesNotExist();
    }

    @Test
    void a_plan_for_a_cluster_that_stands_tells_what_is_to_change() throws Exception {
        fixture.session().up(fixture.bound("hive.nodes=2"));

        assertThat(plan("2")).startsWith("cluster demo: it stands, and nothing is to change");
        assertThat(plan("3")).startsWith("cluster demo: hive.nodes is 2, asked for 3");
        assertThat(fixture.machines()).isEqualTo(2);
    }
}
