package dev.hivecluster.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A build that somebody stops, in each of its phases, leaves nothing behind. */
class StoppedBuildIT {
    private static final int SIGINT = 128 + 2;
    private static final int SIGTERM = 128 + 15;

    /** A simulator whose owner is gone ends by itself within ten seconds. */
    private static final Duration SIMULATOR_LIMIT = Duration.ofSeconds(15);

    @TempDir
    Path temporary;

    private Path project;
    private Path gates;
    private Traces traces;

    @BeforeEach
    void a_project_whose_phases_can_be_held() throws IOException {
        project = RealBuild.project("held", temporary);
        gates = Files.createDirectories(project.resolve("gates"));
        traces = new Traces(project);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void ctrl_c_destroys_what_the_build_made(Stage stage) throws Exception {
        close(stage);
        try (RealBuild build = RealBuild.startAtTerminal(project, arguments(stage))) {
            reach(stage, build);

            build.pressCtrlC().awaitText(RealBuild.log(project), "stopped by SIGINT");
            open(stage);

            assertThat(build.exitStatus()).isEqualTo(SIGINT);
        }
        traces.destroyed("hive-e2e");
        traces.logNot("BUILD SUCCESS");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void a_request_to_end_does_the_same(Stage stage) throws Exception {
        close(stage);
        try (RealBuild build = RealBuild.start(project, arguments(stage))) {
            reach(stage, build);

            build.terminate().awaitText(RealBuild.log(project), "stopped by SIGTERM");
            open(stage);

            assertThat(build.exitStatus()).isEqualTo(SIGTERM);
        }
        traces.destroyed("hive-e2e");
        traces.logNot("BUILD SUCCESS");
    }

    /** GNU {@code timeout} signals Maven and its process group, and so Maven twice at once. */
    @Test
    void two_requests_to_end_at_once_count_as_one() throws Exception {
        close(Stage.TEST);
        try (RealBuild build = RealBuild.start(project, arguments(Stage.TEST))) {
            reach(Stage.TEST, build);

            build.terminate().terminate();

            assertThat(build.exitStatus()).isEqualTo(SIGTERM);
        }
        traces.log("stopped by SIGTERM");
        traces.logNot("is left behind in");
        traces.destroyed("hive-e2e");
    }

    @Test
    void a_second_ctrl_c_leaves_at_once_and_says_what_is_left_and_how_to_remove_it() throws Exception {
        close(Stage.TEST);
        close(Stage.DOWN);
        ClusterRecord left;
        try (RealBuild build = RealBuild.startAtTerminal(project, arguments(Stage.TEST))) {
            reach(Stage.TEST, build);

            build.pressCtrlC().awaitFile(gates.resolve("at-down"));
            left = record();
            build.pressCtrlCUntilItEnds();

            assertThat(build.exitStatus()).isEqualTo(SIGINT);
        }
        traces.log("cluster hive-e2e is left behind in", ":down -Dhive.cluster=hive-e2e");
        assertThat(left.phase()).isEqualTo(Phase.CONFIGURED);
        vanishes(left);
        reaped();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"CONFIGURE", "TEST"})
    void a_killed_build_takes_its_machines_and_keys_along_and_reap_removes_the_rest(Stage stage) throws Exception {
        close(stage);
        ClusterRecord left;
        try (RealBuild build = RealBuild.start(project, arguments(stage))) {
            reach(stage, build);
            left = record();

            build.kill();

            assertThat(build.exitStatus()).isNotZero();
        }
        vanishes(left);
        reaped();
    }

    /** The machines and every key and credential of the cluster. */
    private void vanishes(ClusterRecord left) {
        ClusterDirectory cluster = traces.cluster("hive-e2e");
        Awaitility.await().atMost(SIMULATOR_LIMIT).untilAsserted(() -> {
            assertThat(Traces.processes(left)).isEmpty();
            assertThat(cluster.sshKey()).doesNotExist();
            assertThat(cluster.credentialsFile()).doesNotExist();
            assertThat(cluster.environmentFile()).doesNotExist();
        });
    }

    private void reaped() throws Exception {
        Files.deleteIfExists(gates.resolve("hold-down"));
        try (RealBuild reap = RealBuild.start(project, "hive-cluster:reap")) {
            assertThat(reap.exitStatus()).isZero();
        }
        assertThat(record().phase()).isEqualTo(Phase.DESTROYED);
        traces.log("cluster hive-e2e is destroyed: it was not kept, and its owner");
    }

    private ClusterRecord record() throws IOException {
        return traces.cluster("hive-e2e").record().orElseThrow();
    }

    private String[] arguments(Stage stage) {
        String bootTime = stage == Stage.CONFIGURE ? "1h" : "0";
        return new String[] {
            "verify",
            "-Dit.gates=" + gates,
            "-Dhive.simulator.bootTime=" + bootTime,
            "-Dit.held=" + (stage == Stage.TEST)
        };
    }

    /** Closes the gate of the stage, before the build comes there. */
    private void close(Stage stage) throws IOException {
        switch (stage) {
            case UP -> hold("up");
            case TEST -> hold("test");
            case DOWN -> hold("down");
            case CONFIGURE -> {}
        }
    }

    private void reach(Stage stage, RealBuild build) {
        switch (stage) {
            case UP -> build.awaitFile(gates.resolve("at-up"));
            case CONFIGURE -> build.awaitText(traces.cluster("hive-e2e").logs().resolve("lifecycle.jsonl"), "connect");
            case TEST -> build.awaitFile(gates.resolve("at-test"));
            case DOWN -> build.awaitFile(gates.resolve("at-down"));
        }
    }

    private void open(Stage stage) throws IOException {
        if (stage == Stage.DOWN) {
            Files.delete(gates.resolve("hold-down"));
        }
    }

    private void hold(String step) throws IOException {
        Files.writeString(gates.resolve("hold-" + step), "");
    }

    /** Where in its build somebody stops it. */
    enum Stage {
        UP,
        CONFIGURE,
        TEST,
        DOWN
    }
}
