package dev.hivecluster.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.FakeDeployer.Operation;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.model.ClusterName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path clusters;

    private LifecycleFixture fixture;
    private Reaper reaper;

    @BeforeEach
    void open() {
        fixture = new LifecycleFixture(clusters);
        reaper = fixture.reaper();
    }

    @Test
    void what_is_ownerless_or_expired_is_destroyed_and_nothing_else() throws Exception {
        stands("demo", LifecycleFixture.goneOwner());
        Session other = fixture.session();
        other.up(fixture.byHand("hive.cluster=kept", "hive.ttl=1h"));
        other.up(fixture.byHand("hive.cluster=young", "hive.ttl=9h"));
        other.close();
        fixture.clock.pass(Duration.ofHours(2));

        assertThat(reaper.find())
                .extracting(Reaper.Finding::description)
                .containsExactly("cluster demo", "cluster kept");
        assertThat(fixture.machines()).isEqualTo(3);

        assertThat(reaper.reap(LIMIT)).hasSize(2);
        assertThat(reaper.find()).isEmpty();
        assertThat(fixture.machines()).isZero();
        assertThat(fixture.lifecycle.standing(new ClusterName("young"))).isPresent();
        assertThat(fixture.deployer.count(Operation.DESTROY)).isZero();
    }

    @Test
    void a_cluster_that_was_made_anew_meanwhile_is_left_and_that_is_said() throws Exception {
        stands("demo", LifecycleFixture.goneOwner());
        String abandoned = fixture.record().id();
        meanwhile(Operation.ORPHANS, () -> fixture.session().up(fixture.bound("hive.nodes=2")));

        assertThat(reaper.reap(LIMIT)).isEmpty();

        assertThat(fixture.record().id()).isNotEqualTo(abandoned);
        assertThat(fixture.machines()).isEqualTo(2);
        assertThat(fixture.messages())
                .last()
                .asString()
                .startsWith("cluster demo is left: it is not the one any more that was found");
        assertThat(fixture.directory().logs().resolve("reap.log")).doesNotExist();
    }

    @Test
    void one_that_was_made_anew_meanwhile_and_left_behind_again_is_left_to_the_next_reap() throws Exception {
        stands("another", LifecycleFixture.goneOwner());
        stands("demo", LifecycleFixture.goneOwner());
        meanwhile(Operation.DOWN, () -> stands("demo", LifecycleFixture.goneOwner()));

        assertThat(reaper.reap(LIMIT)).extracting(Reaper.Finding::description).containsExactly("cluster another");
        assertThat(fixture.machines()).isEqualTo(3);

        assertThat(reaper.reap(LIMIT)).hasSize(1);
        assertThat(fixture.machines()).isZero();
    }

    @Test
    void a_cluster_that_is_kept_for_longer_meanwhile_is_left() throws Exception {
        stands("demo", LifecycleFixture.goneOwner());
        meanwhile(Operation.ORPHANS, () -> fixture.keep(Duration.ofHours(1)));

        assertThat(reaper.reap(LIMIT)).isEmpty();

        assertThat(fixture.machines()).isEqualTo(3);
    }

    @Test
    void one_that_another_destroyed_meanwhile_is_not_said_to_be_destroyed_here() throws Exception {
        stands("demo", LifecycleFixture.goneOwner());
        meanwhile(Operation.ORPHANS, () -> fixture.session().destroy(LifecycleFixture.DEMO, Limits.DEFAULT));

        assertThat(reaper.reap(LIMIT)).isEmpty();

        assertThat(fixture.deployer.count(Operation.DOWN)).isEqualTo(1);
    }

    @Test
    void machines_whose_directory_is_gone_are_found_and_destroyed_and_it_does_not_come_back() throws Exception {
        stands("demo", fixture.owner);
        stands("other", fixture.owner);
        Trees.delete(fixture.directory().path());

        assertThat(reaper.find()).singleElement().satisfies(finding -> {
            assertThat(finding.description()).isEqualTo("the fake backend of cluster demo");
            assertThat(finding.reason())
                    .isEqualTo("%s is gone", fixture.directory().recordFile());
        });
        assertThat(fixture.deployer.clusters()).isEqualTo(2);

        assertThat(reaper.reap(LIMIT)).hasSize(1);
        assertThat(reaper.find()).isEmpty();
        assertThat(fixture.deployer.clusters()).isEqualTo(1);
        assertThat(fixture.directory().path()).doesNotExist();
        assertThat(fixture.messages())
                .contains("the fake backend of cluster demo is destroyed: %s is gone"
                        .formatted(fixture.directory().recordFile()));
    }

    @Test
    void one_that_cannot_be_destroyed_does_not_keep_the_others_alive() throws Exception {
        stands("a", LifecycleFixture.goneOwner());
        stands("b", LifecycleFixture.goneOwner());
        stands("demo", fixture.owner);
        Trees.delete(fixture.directory().path());
        fixture.deployer.failNext(Operation.DOWN, "no answer");

        assertThatThrownBy(() -> reaper.reap(LIMIT))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("cluster a could not be destroyed: no answer")
                .hasNoSuppressedExceptions();

        assertThat(reaper.find()).extracting(Reaper.Finding::description).containsExactly("cluster a");
        assertThat(fixture.deployer.clusters()).isEqualTo(1);
    }

    @Test
    void an_orphan_that_cannot_be_destroyed_is_named() throws Exception {
        stands("demo", fixture.owner);
        Trees.delete(fixture.directory().path());
        fixture.deployer.failNext(Operation.DESTROY, "no answer");

        assertThatThrownBy(() -> reaper.reap(LIMIT))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessage("the fake backend of cluster demo could not be destroyed: no answer");
    }

    @Test
    void a_record_that_cannot_be_read_and_a_backend_that_does_not_answer_keep_nothing_else_alive() throws Exception {
        stands("abandoned", LifecycleFixture.goneOwner());
        stands("demo", fixture.owner);
        Files.writeString(fixture.directory().recordFile(), "{");
        fixture.deployer.failNext(Operation.ORPHANS, "no answer");

        assertThatThrownBy(() -> reaper.reap(LIMIT))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining(
                        "%s is broken: it is cut off (line 1)",
                        fixture.directory().recordFile())
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("machines without a cluster cannot be looked for: no answer"));

        assertThat(fixture.lifecycle.standing(new ClusterName("abandoned"))).isEmpty();
        assertThat(fixture.deployer.clusters()).isEqualTo(1);
    }

    @Test
    void a_dry_run_says_what_it_could_not_look_at() throws Exception {
        stands("demo", fixture.owner);
        Files.writeString(fixture.directory().recordFile(), "{");

        assertThatThrownBy(() -> reaper.find())
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining(
                        "%s is broken: it is cut off (line 1)",
                        fixture.directory().recordFile());
    }

    /** What others do between the search and the end of what it found. */
    private void meanwhile(Operation operation, Callable<?> others) {
        fixture.deployer.onNext(operation, () -> assertThatCode(others::call).doesNotThrowAnyException());
    }

    /** A cluster of three nodes that is not kept. */
    private boolean stands(String name, Owner owner) throws Exception {
        fixture.session(owner, false).up(fixture.bound("hive.cluster=" + name));
        var directory = fixture.lifecycle.clusters().cluster(new ClusterName(name));
        directory.write(directory.record().orElseThrow().withOwner(owner).withKept(false, Optional.empty()));
        return true;
    }
}
