package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.deploy.Reapable.Orphan;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.event.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulators that cannot end by themselves: each hangs, as if the system had stopped it. */
class SimulatorOrphansTest {
    private final EventStream events = new EventStream(Clock.systemUTC(), List.of());

    @TempDir
    Path clusters;

    private StandingCluster cluster;
    private String recordId;

    @BeforeEach
    void stand() throws Exception {
        cluster = new StandingCluster(clusters);
        cluster.up(1);
        recordId = cluster.directory().recordId();
        cluster.hang();
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void one_whose_directory_was_removed_is_ended() throws Exception {
        long pid = cluster.process().pid();
        Trees.delete(cluster.directory().path());

        assertThat(orphans())
                .containsExactly(new Orphan(
                        recordId,
                        "the simulator of cluster standing, process " + pid,
                        cluster.directory().recordFile() + " is gone"));
        cluster.deployer().destroy(orphans().get(0), Map.of(), events);

        assertThat(cluster.runs()).isFalse();
        assertThat(clusters).isEmptyDirectory();
    }

    @Test
    void one_whose_owner_is_gone_is_ended_and_its_keys_go_with_it() throws Exception {
        Owner self = Owner.current("test");
        cluster.record(
                record -> record.withOwner(new Owner(self.host(), self.pid(), Instant.EPOCH.plusSeconds(1), "test")));

        assertThat(orphans())
                .singleElement()
                .satisfies(orphan -> assertThat(orphan.reason()).contains("is gone and the cluster is not kept"));
        cluster.deployer().destroy(orphans().get(0), Map.of(), events);

        assertThat(cluster.runs()).isFalse();
        assertThat(cluster.directory().ssh()).doesNotExist();
        assertThat(cluster.directory().recordFile()).exists();
    }

    @Test
    void one_whose_directory_belongs_to_another_cluster_is_ended_and_the_files_stay() throws Exception {
        replaceRecord();

        cluster.deployer().destroy(orphans().get(0), Map.of(), events);

        assertThat(cluster.runs()).isFalse();
        assertThat(cluster.directory().sshKey()).exists();
    }

    @Test
    void one_that_somebody_needs_is_left_even_if_it_was_an_orphan_before() throws Exception {
        String record = Files.readString(cluster.directory().recordFile());
        Files.delete(cluster.directory().recordFile());
        Orphan before = orphans().get(0);
        Files.writeString(cluster.directory().recordFile(), record);

        assertThat(orphans()).isEmpty();
        cluster.deployer().destroy(before, Map.of(), events);

        assertThat(cluster.runs()).isTrue();
    }

    @Test
    void one_that_is_kept_is_left() throws Exception {
        Owner self = Owner.current("test");
        cluster.record(record -> record.withOwner(new Owner(self.host(), 0, Instant.EPOCH, "test"))
                .withKept(true, Optional.empty()));

        assertThat(orphans()).isEmpty();
    }

    @Test
    void another_program_that_was_told_of_one_is_left() throws Exception {
        Process lookalike = new ProcessBuilder(
                        "sh",
                        "-c",
                        "echo; read forever",
                        SimulatorProcesses.mark("lookalike"),
                        SimulatorMain.class.getName(),
                        gone())
                .start();
        try {
            assertThat(lookalike.getInputStream().read()).isPositive();
            assertThat(orphans("lookalike")).isEmpty();
        } finally {
            lookalike.destroyForcibly().waitFor();
        }
    }

    @Test
    void one_that_sees_other_files_than_we_do_is_left() throws Exception {
        Process here = hanging("here");
        Process elsewhere = hanging("elsewhere", "unshare", "--mount");
        try {
            assertThat(here.getInputStream().read()).isPositive();
            assumeTrue(elsewhere.getInputStream().read() > 0, "a test may not make a mount namespace here");

            assertThat(orphans("here")).hasSize(1);
            assertThat(orphans("elsewhere")).isEmpty();
        } finally {
            here.destroyForcibly().waitFor();
            elsewhere.destroyForcibly().waitFor();
        }
    }

    /** A process with a simulator's command line, for a cluster that is gone; it writes something once it runs. */
    private Process hanging(String record, String... prefix) throws Exception {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                SimulatorProcesses.mark(record),
                "-cp",
                Path.of(Hanging.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString(),
                Hanging.class.getName(),
                SimulatorMain.class.getName(),
                gone()));
        return new ProcessBuilder(command).start();
    }

    private String gone() {
        return clusters.resolve("gone").toString();
    }

    private List<Orphan> orphans() {
        return orphans(recordId);
    }

    private List<Orphan> orphans(String record) {
        return cluster.deployer().orphans(Map.of(), Instant.now()).stream()
                .filter(orphan -> orphan.recordId().equals(record))
                .toList();
    }

    private void replaceRecord() throws IOException {
        Path file = cluster.directory().recordFile();
        Files.writeString(file, Files.readString(file).replace(recordId, "another"));
    }

    /** Does nothing, until it is killed. */
    static final class Hanging {
        private Hanging() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(arguments.length);
            new CountDownLatch(1).await();
        }
    }
}
