package dev.hivecluster.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.tofu.RealTofu;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A build that is killed while tofu works for it on a faked Proxmox, with the real tofu: {@code down} in another Maven finds
 * everything. The faked Proxmox lives as long as its cluster's record says that somebody needs it. One that was made by hand
 * counts as kept and so outlives the killed Maven with all that is in it, as a real Proxmox does; that of a build ends with
 * the build, and its machines with it. Where it lives, {@code down} cannot succeed as long as it has a VM, a snippet or a
 * disk.
 */
class KilledProxmoxBuildIT {
    private static final String NAME = "hive-e2e";
    private static final int SIGTERM = 128 + 15;
    private static final String DESTROYED = "down: tofu destroy: Destroy complete!";
    private static final String VM = "proxmox_virtual_environment_vm.hive_node[0]";

    /** A faked Proxmox whose cluster nobody needs ends by itself within ten seconds. */
    private static final Duration FAKE_LIMIT = Duration.ofSeconds(15);

    @TempDir
    Path temporary;

    private Path tofu;
    private Path project;
    private Path gates;
    private Traces traces;

    @BeforeEach
    void a_project_whose_tests_can_be_held() throws Exception {
        tofu = RealTofu.withProvidersOf("proxmox");
        project = RealBuild.project("held", temporary);
        gates = Files.createDirectories(project.resolve("gates"));
        traces = new Traces(project);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void what_a_killed_up_made_is_found_by_down(Step step) throws Exception {
        try (RealBuild up = build("hive-cluster:up", "hive-cluster:configure")) {
            step.reach(up, cluster());
            up.kill();
            assertThat(up.exitStatus()).isNotZero();
        }
        assertThat(record().mayHaveMachines()).isTrue();
        assertThat(fakes()).as("a kept cluster's faked Proxmox").hasSize(1);

        down();

        traces.log(step.seen);
        nothingIsLeft();
    }

    @Test
    void what_a_killed_down_left_is_found_by_the_next_one() throws Exception {
        try (RealBuild build = build("hive-cluster:up", "hive-cluster:down")) {
            build.awaitText(events(cluster()), "delete " + VM);
            build.kill();
            assertThat(build.exitStatus()).isNotZero();
        }
        assertThat(record().phase()).isEqualTo(Phase.PROVISIONED);

        down();

        nothingIsLeft();
    }

    @Test
    void what_a_kept_build_made_that_is_killed_in_its_tests_is_found_by_down() throws Exception {
        killInTests("verify", "-Dhive.keep=always");
        assertThat(fakes()).as("a kept cluster's faked Proxmox").hasSize(1);

        down();

        traces.log(DESTROYED);
        nothingIsLeft();
    }

    @Test
    void a_build_that_is_killed_in_its_tests_takes_the_faked_proxmox_along_and_down_removes_the_rest()
            throws Exception {
        killInTests("verify");
        Awaitility.await().atMost(FAKE_LIMIT).until(() -> fakes().isEmpty());

        down();

        traces.logNot(DESTROYED);
        nothingIsLeft();
    }

    private void killInTests(String... arguments) throws Exception {
        Files.writeString(gates.resolve("hold-test"), "");
        try (RealBuild build = build(arguments)) {
            build.awaitFile(gates.resolve("at-test"));
            build.kill();
            assertThat(build.exitStatus()).isNotZero();
        }
        assertThat(record().phase()).isEqualTo(Phase.CONFIGURED);
    }

    @Test
    void a_request_to_end_while_tofu_makes_a_vm_destroys_it() throws Exception {
        try (RealBuild build = build("verify")) {
            Step.CREATE.reach(build, cluster());

            build.terminate();

            assertThat(build.exitStatus()).isEqualTo(SIGTERM);
        }
        traces.log("stopped by SIGTERM", "is told to stop; it finishes what is under way", DESTROYED);
        traces.logNot("BUILD SUCCESS", "is left behind in");
        nothingIsLeft();
    }

    private RealBuild build(String... arguments) throws IOException {
        return RealBuild.start(
                project,
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "-Dhive.deployer=proxmox",
                                        "-Dhive.proxmox.fake=true",
                                        "-Dhive.tofu.binary=" + tofu,
                                        "-Dit.gates=" + gates))
                        .toArray(String[]::new));
    }

    /** As a person calls it who knows no more than the cluster's name. */
    private void down() throws Exception {
        Files.deleteIfExists(RealBuild.log(project));
        try (RealBuild down = RealBuild.start(project, "hive-cluster:down")) {
            assertThat(down.exitStatus())
                    .as(Files.readString(RealBuild.log(project)))
                    .isZero();
        }
        traces.log("BUILD SUCCESS", "down: destroy machines", "down: done in");
    }

    private void nothingIsLeft() throws Exception {
        assertThat(events(cluster())).content().contains("end the faked Proxmox");
        traces.destroyed(NAME);
        assertThat(cluster().path().resolve("terraform.tfstate")).doesNotExist();
        Path said = temporary.resolve("nothing-left.txt");
        Process look = new ProcessBuilder(
                        RealBuild.property("its.nothingLeft"), cluster().path().toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(look.waitFor()).as(Files.readString(said)).isZero();
    }

    private List<String> fakes() throws IOException {
        return Traces.processes(record()).stream()
                .filter(line -> line.contains("FakeProxmoxMain"))
                .toList();
    }

    private ClusterRecord record() throws IOException {
        return cluster().record().orElseThrow();
    }

    private ClusterDirectory cluster() {
        return traces.cluster(NAME);
    }

    private static Path events(ClusterDirectory cluster) {
        return cluster.logs().resolve("lifecycle.jsonl");
    }

    /** Where in its work {@code up} is killed. */
    enum Step {
        PLAN("down: destroy machines") {
            @Override
            void reach(RealBuild build, ClusterDirectory cluster) {
                build.awaitText(events(cluster), "tofu plan");
            }
        },
        CREATE(DESTROYED) {
            @Override
            void reach(RealBuild build, ClusterDirectory cluster) {
                build.awaitText(events(cluster), "create " + VM);
            }
        },
        /** The VM runs, and tofu, or the next phase, waits for an answer from it. */
        BOOT(DESTROYED) {
            @Override
            void reach(RealBuild build, ClusterDirectory cluster) {
                build.awaitFile(cluster.deployer().resolve("fake-proxmox/disks"));
            }
        };

        /** What a person reads of the {@code down} that follows. */
        private final String seen;

        Step(String seen) {
            this.seen = seen;
        }

        abstract void reach(RealBuild build, ClusterDirectory cluster);
    }
}
