package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ClusterHealthTest {
    @TempDir
    private Path clusters;

    @Test
    void a_ready_cluster_is_well_on_every_node() throws Exception {
        ConfigureFixture x = new ConfigureFixture(new FakeCluster(3), clusters);
        x.configure();

        assertThat(health(x)).extracting(NodeHealth::node).containsExactly("x-1", "x-2", "x-3");
        assertThat(health(x)).allSatisfy(node -> assertThat(services(node)).allMatch(ServiceHealth::ok));
        assertThat(health(x).get(0).ready().seen()).isEqualTo("1 instance types");
    }

    @Test
    void a_service_that_is_gone_is_told_from_those_that_answer() throws Exception {
        ConfigureFixture x = new ConfigureFixture(new FakeCluster(3), clusters);
        x.configure();
        x.cluster.node(2).processes().values().removeIf(arguments -> arguments.contains(" hive start"));

        NodeHealth second = health(x).get(1);

        assertThat(second.daemon().ok()).isFalse();
        assertThat(second.daemon().seen()).isEqualTo("Connection refused from http://10.0.0.2:4432/health");
        assertThat(second.gateway().ok()).isTrue();
        assertThat(second.ready().ok()).isFalse();
        assertThat(second.ready().seen()).contains("an empty list");
    }

    @Test
    void a_node_that_is_gone_does_not_hide_the_others() throws Exception {
        ConfigureFixture x = new ConfigureFixture(new FakeCluster(3), clusters);
        x.configure();
        x.cluster.node(1).die();

        assertThat(services(health(x).get(0))).noneMatch(ServiceHealth::ok);
        assertThat(services(health(x).get(2))).allMatch(ServiceHealth::ok);
    }

    @Test
    void a_cluster_that_was_not_configured_is_not_asked() throws Exception {
        ConfigureFixture x = new ConfigureFixture(new FakeCluster(1), clusters);

        assertThat(services(health(x).get(0))).containsOnly(new ServiceHealth(false, "not configured"));
    }

    @Test
    void looking_changes_nothing() throws Exception {
        ConfigureFixture x = new ConfigureFixture(new FakeCluster(1), clusters);
        x.configure();
        x.cluster.node(1).forgetCommands();

        health(x);

        assertThat(x.cluster.node(1).commands()).isEmpty();
    }

    private static List<NodeHealth> health(ConfigureFixture x) throws Exception {
        return new ClusterHealth(Clock.systemUTC(), x.cluster.http()).of(x.cluster.inventory(), x.directory);
    }

    private static List<ServiceHealth> services(NodeHealth node) {
        return Stream.of(node.gateway(), node.storage(), node.daemon(), node.nats(), node.ready())
                .toList();
    }
}
