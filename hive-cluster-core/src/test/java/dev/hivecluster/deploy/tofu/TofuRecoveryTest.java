package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.Trees;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can happen to tofu and its state, with the real one; nothing is lost, and nothing left. */
class TofuRecoveryTest {
    @TempDir
    Path root;

    private TofuFixture cluster;

    @BeforeEach
    void record_a_cluster() throws Exception {
        cluster = new TofuFixture(root);
    }

    /**
     * As the out-of-memory killer does it: tofu forgets what it made. How much of its state is on the disk by then depends
     * on the moment and on the product; here it is the worst, so that only what was kept before is known.
     */
    private void killTofuWhileItMakes(int nodes, String machine) throws Exception {
        Optional<String> good = Files.exists(cluster.files.goodState())
                ? Optional.of(Files.readString(cluster.files.goodState()))
                : Optional.empty();
        TofuFixture.Stalled up = cluster.stalledUp(nodes, machine);
        cluster.tofu().destroyForcibly();
        assertThat(up.failure())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("apply was ended by signal 9");
        Files.write(cluster.files.state(), new byte[0]);
        if (good.isPresent()) {
            Files.writeString(cluster.files.goodState(), good.get());
        } else {
            Files.deleteIfExists(cluster.files.goodState());
        }
        cluster.backend.goOn(machine);
    }

    @Test
    void after_a_killed_first_up_down_finds_what_it_made() throws Exception {
        killTofuWhileItMakes(2, "demo-2");
        assertThat(cluster.machines()).extracting(Machine::name).contains("demo-2");

        cluster.down();

        assertThat(cluster.machines()).isEmpty();
        assertThat(cluster.files.state()).doesNotExist();
        assertThat(cluster.files.root()).doesNotExist();
    }

    @Test
    void after_a_killed_first_up_the_next_one_destroys_what_it_made_and_makes_all_anew() throws Exception {
        killTofuWhileItMakes(2, "demo-2");
        List<String> lost = cluster.machines().stream().map(Machine::id).toList();

        cluster.up(TofuFixture.spec(2));

        assertThat(cluster.machines()).extracting(Machine::name).containsExactly("demo-1", "demo-2");
        assertThat(cluster.machines()).extracting(Machine::id).doesNotContainAnyElementsOf(lost);
        assertThat(cluster.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("demo-2", "unknown to its state", "destroyed now"));
    }

    @Test
    void after_a_killed_growth_the_next_one_keeps_those_that_stood() throws Exception {
        cluster.up(TofuFixture.spec(2));
        List<Machine> stood = cluster.machines();
        killTofuWhileItMakes(3, "demo-3");
        assertThat(cluster.machines()).hasSize(3);

        cluster.up(TofuFixture.spec(3));

        assertThat(cluster.machines())
                .containsAll(stood)
                .extracting(Machine::name)
                .containsExactly("demo-1", "demo-2", "demo-3");
        assertThat(cluster.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("the last good state is taken instead"))
                .anySatisfy(warning -> assertThat(warning).contains("demo-3", "destroyed now"));
    }

    @Test
    void a_state_that_was_cut_off_is_replaced_by_the_last_good_one() throws Exception {
        cluster.up(TofuFixture.spec(1));
        List<Machine> stood = cluster.machines();
        String state = Files.readString(cluster.files.state());
        Files.writeString(cluster.files.state(), state.substring(0, state.length() / 2));

        cluster.up(TofuFixture.spec(2));

        assertThat(cluster.machines()).hasSize(2).containsAll(stood);
        assertThat(cluster.warnings())
                .singleElement()
                .asString()
                .contains(cluster.files.state() + " is cut off or damaged");
    }

    @Test
    void a_state_that_could_not_be_written_to_its_place_is_taken_from_where_tofu_left_it() throws Exception {
        cluster.up(TofuFixture.spec(1));
        String old = Files.readString(cluster.files.state());
        cluster.up(TofuFixture.spec(2));
        List<Machine> stood = cluster.machines();
        Files.move(cluster.files.state(), cluster.files.erroredState());
        Files.writeString(cluster.files.state(), old);
        Files.writeString(cluster.files.goodState(), old);

        cluster.up(TofuFixture.spec(2));

        assertThat(cluster.machines()).isEqualTo(stood);
        assertThat(cluster.files.erroredState()).doesNotExist();
        assertThat(cluster.warnings())
                .singleElement()
                .asString()
                .contains("could not write its state", "errored.tfstate");
    }

    @Test
    void without_any_state_whole_machines_are_not_taken_for_leftovers() throws Exception {
        cluster.up(TofuFixture.spec(2));
        List<Machine> stood = cluster.machines();
        Files.delete(cluster.files.state());
        Trees.delete(cluster.files.root());

        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(2)))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(cluster.files.state() + ", is missing")
                .hasMessageContaining("demo-1")
                .hasMessageContaining("-Dhive.replace=true");
        assertThat(cluster.machines()).isEqualTo(stood);

        cluster.down();
        assertThat(cluster.machines()).isEmpty();
    }

    @Test
    void an_interrupt_lets_tofu_finish_what_is_under_way_and_remember_it() throws Exception {
        TofuFixture.Stalled up = cluster.stalledUp(2, "demo-2");

        up.thread().interrupt();

        assertThat(up.failure()).isInstanceOf(InterruptedException.class);
        assertThat(new TofuProcesses(cluster.files).running()).isEmpty();
        TofuState.Content state = new TofuState(cluster.files).content();
        assertThat(cluster.machines())
                .isNotEmpty()
                .allSatisfy(machine -> assertThat(state.knows(machine.id())).isTrue());
        cluster.down();
        assertThat(cluster.machines()).isEmpty();
    }

    /** As after a kill -9 of Maven: nobody reads what tofu writes, and nobody waits for it. */
    @Test
    void a_tofu_that_outlived_its_maven_is_stopped_in_order_before_anything_is_destroyed() throws Exception {
        cluster.up(TofuFixture.spec(1));
        cluster.backend.stall("demo-2");
        Process orphan = orphanedApply(2);
        await().until(() -> cluster.machines().size() == 2);

        cluster.down();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(cluster.machines()).isEmpty();
        assertThat(cluster.warnings())
                .anySatisfy(warning ->
                        assertThat(warning).contains("tofu of an earlier run, process [%d]".formatted(orphan.pid())));
    }

    private Process orphanedApply(int nodes) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                RealTofu.required().toString(),
                "apply",
                "-auto-approve",
                "-input=false",
                TofuProcesses.stateOption(cluster.files),
                "-var-file=" + cluster.files.siteVariables(),
                "-var-file=" + cluster.files.variables(),
                "-var=node_count=" + nodes,
                "-var=host_keys=" + "[{private=\"a\",public=\"a b\"},{private=\"c\",public=\"c d\"}]"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(cluster.files.module().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TF_DATA_DIR", cluster.files.data().toString());
        return builder.start();
    }

    @Test
    void down_goes_on_where_tofu_fails_to_destroy() throws Exception {
        cluster.up(TofuFixture.spec(2));
        cluster.backend.failDestroying("demo-1", "VM does not stop");
        Files.writeString(cluster.backend.backend().resolve("disk-" + cluster.id()), "left by somebody");

        cluster.down();

        assertThat(cluster.machines()).isEmpty();
        assertThat(cluster.backend.remnants(cluster.id())).isEmpty();
        assertThat(cluster.files.state()).doesNotExist();
        assertThat(cluster.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("VM does not stop", "asked from the backend"))
                .anySatisfy(warning -> assertThat(warning)
                        .contains("terraform_data.machine[0] (id ", "gone or somebody else's", "leaves the state"));
    }

    @Test
    void down_succeeds_though_a_machine_was_deleted_by_hand() throws Exception {
        cluster.up(TofuFixture.spec(2));
        String deleted = cluster.machines().get(1).id();
        cluster.backend.deleteByHand(deleted);

        cluster.down();

        assertThat(cluster.machines()).isEmpty();
        assertThat(cluster.warnings())
                .singleElement()
                .asString()
                .contains("terraform_data.machine[1] (id %s)".formatted(deleted));
    }

    @Test
    void down_with_the_api_down_says_so_and_keeps_the_state() throws Exception {
        cluster.up(TofuFixture.spec(1));
        cluster.backend.goDown(true);

        assertThatThrownBy(() -> cluster.down())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("nothing is destroyed, and the state is kept")
                .hasMessageContaining("the API of the files does not answer")
                .hasMessageContaining(":down -Dhive.cluster=demo");
        assertThat(new TofuState(cluster.files).content().resources()).hasSize(1);

        cluster.backend.goDown(false);
        assertThat(cluster.machines()).hasSize(1);
        cluster.down();
        assertThat(cluster.machines()).isEmpty();
    }

    /** Ids of machines that are gone are given to the next ones that anybody makes. */
    @Test
    void down_leaves_a_machine_alone_whose_id_is_somebody_elses_now() throws Exception {
        cluster.up(TofuFixture.spec(2));
        String id = cluster.machines().get(0).id();
        cluster.backend.add(id, "theirs-1", "theirs", "another-record");

        cluster.down();

        assertThat(cluster.backend.machines())
                .singleElement()
                .extracting(machine -> machine.machine().id())
                .isEqualTo(id);
        assertThat(cluster.files.state()).doesNotExist();
        assertThat(cluster.warnings())
                .singleElement()
                .asString()
                .contains("terraform_data.machine[0] (id %s)".formatted(id), "it is left alone");
    }

    @Test
    void up_replaces_no_machine_whose_id_is_somebody_elses_now_but_makes_another_one() throws Exception {
        cluster.up(TofuFixture.spec(1));
        String id = cluster.machines().get(0).id();
        cluster.backend.add(id, "theirs-1", "theirs", "another-record");

        cluster.up(TofuFixture.spec(1));

        assertThat(cluster.machines()).extracting(Machine::name).containsExactly("demo-1");
        assertThat(cluster.backend.machines())
                .extracting(machine -> machine.machine().id())
                .hasSize(2)
                .contains(id);
    }

    @Test
    void a_foreign_machine_that_the_provider_took_for_its_own_is_an_error_and_survives_the_rollback() throws Exception {
        cluster.backend.stealId("demo-2");

        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(2, Map.of("hive.tofu.retry", "off"))))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("terraform_data.machine[1] (id ")
                .hasMessageContaining("belongs to somebody else");
        cluster.down();

        assertThat(cluster.backend.machines())
                .singleElement()
                .extracting(machine -> machine.machine().name())
                .isEqualTo("theirs-1");
    }

    @Test
    void a_race_for_an_id_that_was_lost_is_run_again_visibly() throws Exception {
        cluster.backend.stealId("demo-2");

        cluster.up(TofuFixture.spec(2));

        assertThat(cluster.machines()).extracting(Machine::name).containsExactly("demo-1", "demo-2");
        assertThat(cluster.backend.machines())
                .extracting(machine -> machine.machine().name())
                .contains("theirs-1");
        assertThat(cluster.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("belongs to somebody else", "tried again in"));
    }

    @Test
    void down_destroys_neither_machines_of_other_clusters_nor_those_of_the_same_name() throws Exception {
        cluster.up(TofuFixture.spec(1));
        cluster.backend.add("f-1", "demo-1", "demo", "another-record");

        cluster.down();

        assertThat(cluster.backend.machines())
                .singleElement()
                .extracting(machine -> machine.machine().id())
                .isEqualTo("f-1");
    }
}
