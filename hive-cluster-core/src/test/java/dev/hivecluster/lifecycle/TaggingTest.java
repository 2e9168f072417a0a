package dev.hivecluster.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.FakeDeployer;
import dev.hivecluster.deploy.FakeDeployer.Operation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines are told who is responsible for them, and until when. */
class TaggingTest {
    @TempDir
    Path clusters;

    private LifecycleFixture fixture;

    @BeforeEach
    void a_build_makes_a_cluster() throws Exception {
        fixture = new LifecycleFixture(clusters);
        fixture.session().up(fixture.bound("hive.nodes=2"));
    }

    @Test
    void a_cluster_that_is_kept_says_so_on_its_machines() throws Exception {
        assertThat(fixture.deployer.calls()).noneMatch(call -> call.operation() == Operation.TAG);

        fixture.keep(Duration.ofHours(1));

        assertThat(fixture.deployer.calls())
                .last()
                .isEqualTo(new FakeDeployer.Call(Operation.TAG, fixture.record().id()));
    }

    @Test
    void machines_that_cannot_be_told_are_no_reason_to_fail() throws Exception {
        fixture.deployer.failNext(Operation.TAG, "no answer");

        fixture.keep(Duration.ofHours(1));

        assertThat(fixture.record().kept()).isTrue();
        assertThat(fixture.warnings())
                .anySatisfy(message -> assertThat(message)
                        .startsWith("the machines of cluster demo do not say who keeps them, and until when"));
    }
}
