package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.directory.Owner;
import dev.hivecluster.model.ClusterName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLockTest {
    @TempDir
    Path directory;

    @Test
    void a_cluster_that_another_process_changes_is_refused_and_its_holder_named() throws Exception {
        Clusters clusters = new Clusters(directory);
        try (Holder holder = new Holder(directory)) {
            assertThatThrownBy(() -> clusters.lock(DEMO, Owner.current("mine"), "down"))
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessageContaining("cluster demo is being changed by process " + holder.pid())
                    .hasMessageContaining("(up, since ");
        }
        try (ClusterLock free = clusters.lock(DEMO, Owner.current("mine"), "down")) {
            assertThat(directory.resolve(".locks/demo")).content().contains("\"purpose\" : \"down\"");
        }
    }

    @Test
    void a_thread_waits_for_another_of_its_own_process() throws Exception {
        Clusters clusters = new Clusters(directory);
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Boolean> second = new FutureTask<>(() -> {
            begun.countDown();
            try (ClusterLock lock = clusters.lock(DEMO, Owner.current("mine"), "configure")) {
                return true;
            }
        });
        Thread thread = new Thread(second);
        try (ClusterLock first = clusters.lock(DEMO, Owner.current("mine"), "up")) {
            thread.start();
            begun.await();
            assertThat(second).isNotDone();
        }
        assertThat(second.get()).isTrue();
    }

    @Test
    void a_thread_that_holds_it_may_take_it_again() throws Exception {
        Clusters clusters = new Clusters(directory);
        try (ClusterLock outer = clusters.lock(DEMO, Owner.current("mine"), "up")) {
            try (ClusterLock inner = clusters.lock(DEMO, Owner.current("mine"), "down")) {
                assertThat(directory.resolve(".locks/demo")).exists();
            }
            try (Holder other = new Holder(directory)) {
                assertThat(other.said()).startsWith("refused");
            }
        }
    }

    @Test
    void locks_of_different_clusters_do_not_meet() throws Exception {
        Clusters clusters = new Clusters(directory);
        try (Holder holder = new Holder(directory);
                ClusterLock other = clusters.lock(new ClusterName("other"), Owner.current("mine"), "up")) {
            assertThat(holder.said()).isEqualTo("locked");
        }
    }

    /** A process that tries to lock the cluster, says what came of it, and ends when it is closed. */
    static final class Holder implements AutoCloseable {
        private final Process process;
        private final String said;

        Holder(Path directory) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Holder.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            said = String.valueOf(
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                            .readLine());
        }

        String said() {
            return said;
        }

        long pid() {
            return process.pid();
        }

        @Override
        public void close() throws Exception {
            process.getOutputStream().close();
            process.waitFor();
        }

        public static void main(String[] arguments) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            Clusters clusters = new Clusters(Path.of(arguments[0]));
            try (ClusterLock lock = clusters.lock(DEMO, Owner.current("theirs"), "up")) {
                out.println("locked");
                while (System.in.read() >= 0) {
                    out.flush();
                }
            } catch (ClusterStateException e) {
                out.println("refused: " + e.getMessage());
            }
        }
    }
}
