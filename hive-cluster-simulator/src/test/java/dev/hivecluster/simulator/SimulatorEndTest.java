package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator's process ends by itself, and takes its keys along, as soon as nobody needs it. */
class SimulatorEndTest {
    private static final Duration PROMISED = Duration.ofSeconds(10);

    @TempDir
    Path clusters;

    private StandingCluster cluster;

    @BeforeEach
    void stand() throws Exception {
        cluster = new StandingCluster(clusters);
        cluster.up(2);
        ClusterDirectory directory = cluster.directory();
        AtomicFiles.writePrivate(directory.credentialsFile(), "[hive]\n");
        AtomicFiles.writePrivate(directory.environmentFile(), "export AWS_PROFILE=hive\n");
        AtomicFiles.write(directory.caCertificate(), "-----BEGIN CERTIFICATE-----\n");
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void when_its_owner_was_killed() throws Exception {
        Process owner = new ProcessBuilder("sleep", "600").start();
        Owner dying = new Owner(
                Owner.current("test").host(),
                owner.pid(),
                owner.info().startInstant().orElseThrow(),
                "test");
        cluster.record(record -> record.withOwner(dying));
        ProcessHandle process = cluster.process();
        await().during(Duration.ofSeconds(2)).atMost(PROMISED).until(process::isAlive);

        owner.destroyForcibly().waitFor();

        endsWithoutTrace(process);
        assertThat(Files.readString(cluster.files().log())).contains("is gone and the cluster is not kept");
    }

    @Test
    void when_its_time_is_over_although_it_is_kept() throws Exception {
        ProcessHandle process = cluster.process();

        cluster.record(record -> record.withKept(true, Optional.of(Instant.now().plusMillis(500))));

        endsWithoutTrace(process);
    }

    @Test
    void when_the_cluster_is_recorded_as_destroyed() throws Exception {
        ProcessHandle process = cluster.process();

        cluster.record(record -> record.completed(Phase.DESTROYED));

        endsWithoutTrace(process);
    }

    @Test
    void when_the_record_is_gone() throws Exception {
        ProcessHandle process = cluster.process();

        Files.delete(cluster.directory().recordFile());

        endsWithoutTrace(process);
    }

    @Test
    void when_the_directory_belongs_to_another_cluster_whose_files_stay() throws Exception {
        ProcessHandle process = cluster.process();
        AtomicFiles.writePrivate(
                cluster.files().plan(),
                Files.readString(cluster.files().plan())
                        .replace(cluster.directory().recordId(), "another"));

        cluster.record(record -> new ClusterRecord(
                record.version(),
                "another",
                record.spec(),
                record.phase(),
                record.attempt(),
                record.owner(),
                record.kept(),
                record.expiresAt(),
                record.createdAt()));

        await().atMost(PROMISED).until(() -> !process.isAlive());
        assertThat(cluster.directory().sshKey()).exists();
        assertThat(cluster.directory().credentialsFile()).exists();
        assertThat(cluster.files().plan()).exists();
    }

    private void endsWithoutTrace(ProcessHandle process) {
        await().atMost(PROMISED).until(() -> !process.isAlive());
        ClusterDirectory directory = cluster.directory();
        assertThat(directory.ssh()).doesNotExist();
        assertThat(directory.deployer()).doesNotExist();
        assertThat(directory.credentialsFile()).doesNotExist();
        assertThat(directory.environmentFile()).doesNotExist();
        assertThat(directory.caCertificate()).exists();
    }
}
