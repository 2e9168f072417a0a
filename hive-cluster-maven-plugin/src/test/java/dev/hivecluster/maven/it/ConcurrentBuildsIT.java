package dev.hivecluster.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that run at the same time meet only where they mean the same cluster. */
class ConcurrentBuildsIT {
    @TempDir
    Path temporary;

    @Test
    void two_checkouts_with_the_same_name_do_not_meet() throws Exception {
        Path one = RealBuild.project("held", Files.createDirectory(temporary.resolve("one")));
        Path two = RealBuild.project("held", Files.createDirectory(temporary.resolve("two")));
        Path firstGates = gates(one);
        Path secondGates = gates(two);
        hold(firstGates, "test");
        hold(secondGates, "test");

        try (RealBuild first = RealBuild.start(one, "verify", "-Dit.gates=" + firstGates);
                RealBuild second = RealBuild.start(two, "verify", "-Dit.gates=" + secondGates)) {
            first.awaitFile(firstGates.resolve("at-test"));
            second.awaitFile(secondGates.resolve("at-test"));
            open(firstGates, "test");
            assertThat(first.exitStatus()).isZero();
            assertThat(new Traces(two).cluster("hive-e2e").record())
                    .hasValueSatisfying(record -> assertThat(record.phase()).isEqualTo(Phase.CONFIGURED));
            open(secondGates, "test");
            assertThat(second.exitStatus()).isZero();
        }

        for (Path checkout : new Path[] {one, two}) {
            Traces traces = new Traces(checkout);
            traces.destroyed("hive-e2e");
            traces.results("hive-e2e", "TEST-it.HeldIT.xml", "failsafe-summary.xml");
        }
    }

    @Test
    void two_names_in_one_checkout_do_not_meet() throws Exception {
        Path project = RealBuild.project("held", temporary);
        Path firstGates = Files.createDirectory(temporary.resolve("first"));
        Path secondGates = Files.createDirectory(temporary.resolve("second"));
        hold(firstGates, "test");
        hold(secondGates, "test");

        // The second keeps its hands off the compiled classes that the first is using.
        try (RealBuild first = RealBuild.start(project, "verify", "-Dhive.cluster=a", "-Dit.gates=" + firstGates)) {
            first.awaitFile(firstGates.resolve("at-test"));
            try (RealBuild second =
                    RealBuild.start(project, "verify", "-Dhive.cluster=b", "-Dit.gates=" + secondGates)) {
                second.awaitFile(secondGates.resolve("at-test"));
                open(firstGates, "test");
                assertThat(first.exitStatus()).isZero();
                open(secondGates, "test");
                assertThat(second.exitStatus()).isZero();
            }
        }

        Traces traces = new Traces(project);
        traces.destroyed("a");
        traces.destroyed("b");
        traces.results("a", "TEST-it.HeldIT.xml", "failsafe-summary.xml");
        traces.results("b", "TEST-it.HeldIT.xml", "failsafe-summary.xml");
    }

    @Test
    void a_second_up_of_the_same_cluster_is_refused_and_names_the_first() throws Exception {
        Path project = RealBuild.project("held", temporary);
        Path gates = gates(project);
        hold(gates, "up");

        try (RealBuild first = RealBuild.start(project, "verify", "-Dit.gates=" + gates)) {
            first.awaitFile(gates.resolve("at-up"));
            try (RealBuild second = RealBuild.start(project, "hive-cluster:up")) {
                assertThat(second.exitStatus()).isEqualTo(1);
            }
            new Traces(project)
                    .log(
                            "cluster hive-e2e is being changed by process " + first.pid(),
                            "wait for it to end, or choose another name");
            open(gates, "up");
            assertThat(first.exitStatus()).isZero();
        }
        new Traces(project).destroyed("hive-e2e");
    }

    @Test
    void a_build_uses_the_cluster_of_another_that_runs_and_leaves_it() throws Exception {
        Path project = RealBuild.project("held", temporary);
        Path gates = gates(project);
        hold(gates, "test");

        try (RealBuild first = RealBuild.start(project, "verify", "-Dit.gates=" + gates)) {
            first.awaitFile(gates.resolve("at-test"));
            try (RealBuild second = RealBuild.start(project, "verify")) {
                assertThat(second.exitStatus()).isZero();
            }
            new Traces(project).log("cluster hive-e2e was there before this build and is left");
            open(gates, "test");
            assertThat(first.exitStatus()).isZero();
        }
        new Traces(project).destroyed("hive-e2e");
    }

    private static Path gates(Path project) throws IOException {
        return Files.createDirectories(project.resolve("gates"));
    }

    private static void hold(Path gates, String name) throws IOException {
        Files.writeString(gates.resolve("hold-" + name), "");
    }

    private static void open(Path gates, String name) throws IOException {
        Files.delete(gates.resolve("hold-" + name));
    }
}
