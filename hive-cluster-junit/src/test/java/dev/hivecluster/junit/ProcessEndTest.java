package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.CredentialsFile;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However the process of the tests ends, the cluster that the extension made for them goes with it. */
class ProcessEndTest {
    private static final String READY = "the test holds its cluster";
    private static final Duration PROMISED = Duration.ofSeconds(10);

    @TempDir
    private Path home;

    @Test
    void a_test_that_ends_its_jvm_leaves_no_cluster() throws Exception {
        try (ForkedTests tests = ForkedTests.start(home, Exits.class)) {
            tests.awaitOutput(READY);
            Remains remains = new Remains(tests.cluster()).servesAll();

            tests.endInput();

            assertThat(tests.exitStatus()).isEqualTo(3);

            remains.destroyed();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void a_signal_in_the_middle_of_a_test_destroys_the_cluster(String signal, int status) throws Exception {
        try (ForkedTests tests = ForkedTests.start(home, Stays.class)) {
            tests.awaitOutput(READY);
            Remains remains = new Remains(tests.cluster()).servesAll();

            tests.signal(signal);

            assertThat(tests.exitStatus()).isEqualTo(status);
            remains.destroyed();
        }
    }

    @Test
    void a_signal_while_the_cluster_is_configured_destroys_what_there_is_of_it() throws Exception {
        try (ForkedTests tests = ForkedTests.start(home, Stays.class, "-Dhive.simulator.bootTime=1h")) {
            tests.awaitOutput("configure: started");
            Remains remains = new Remains(tests.cluster());

            tests.signal("TERM");

            assertThat(tests.exitStatus()).isEqualTo(143);
            assertThat(tests.output()).doesNotContain(READY);
            remains.destroyed();
        }
    }

    @Test
    void a_jvm_that_is_killed_takes_the_machines_and_all_keys_along() throws Exception {
        try (ForkedTests tests = ForkedTests.start(home, Stays.class)) {
            tests.awaitOutput(READY);
            Remains remains = new Remains(tests.cluster()).servesAll();

            tests.signal("KILL");

            tests.exitStatus();
            remains.lifeless();
        }
    }

    @Test
    void a_jvm_that_is_killed_while_it_configures_takes_all_that_there_is_along() throws Exception {
        try (ForkedTests tests = ForkedTests.start(home, Stays.class, "-Dhive.simulator.bootTime=1h")) {
            tests.awaitOutput("configure: started");
            Remains remains = new Remains(tests.cluster());

            tests.signal("KILL");

            tests.exitStatus();
            remains.lifeless();
        }
    }

    /** What is left of a cluster whose secrets and addresses were noted while it stood. */
    private static final class Remains {
        private static final String PRIVATE_KEY = "PRIVATE KEY";

        private final ClusterDirectory directory;
        private final String recordId;
        private final List<URI> services;
        private final List<String> secrets;

        Remains(ClusterDirectory directory) throws IOException {
            this.directory = directory;
            this.recordId = directory.recordId();
            this.services = directory.inventory().stream()
                    .flatMap(inventory -> inventory.nodes().stream())
                    .map(Node::endpoints)
                    .flatMap(endpoints -> Stream.of(endpoints.gateway(), endpoints.storage()))
                    .toList();
            this.secrets = Files.exists(directory.credentialsFile())
                    ? List.of(PRIVATE_KEY, secretKey(directory))
                    : List.of(PRIVATE_KEY);
            assertThat(services).isNotEmpty();
            assertThat(processes()).hasSize(1);
            assertThat(directory.sshKey()).exists();
        }

        /** Every service that will have to be gone is there now. */
        Remains servesAll() {
            assertThat(services).allMatch(Remains::listens);
            return this;
        }

        private static String secretKey(ClusterDirectory directory) throws IOException {
            return CredentialsFile.read(directory.credentialsFile())
                    .orElseThrow()
                    .secretAccessKey();
        }

        /** The cluster was destroyed, and is recorded so; all that is left is for reading. */
        void destroyed() throws IOException {
            assertThat(directory.record().orElseThrow().phase()).isEqualTo(Phase.DESTROYED);
            assertThat(directory.inventory()).isEmpty();
            nothingLives();
        }

        /** Nobody could say good-bye: the cluster ends by itself in time. */
        void lifeless() throws IOException {
            await().atMost(PROMISED)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> processes().isEmpty());
            nothingLives();
        }

        private void nothingLives() throws IOException {
            assertThat(processes()).isEmpty();
            assertThat(services).noneMatch(Remains::listens);
            assertThat(directory.ssh()).doesNotExist();
            assertThat(directory.deployer()).doesNotExist();
            assertThat(directory.credentialsFile()).doesNotExist();
            assertThat(directory.environmentFile()).doesNotExist();
            try (Stream<Path> left = Files.walk(directory.path())) {
                for (Path file : left.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(secrets);
                }
            }
        }

        /** The simulator names the record that it simulates in its command line. */
        private List<ProcessHandle> processes() {
            return ProcessHandle.allProcesses()
                    .filter(process -> process.isAlive() && names(process, recordId))
                    .toList();
        }

        private static boolean names(ProcessHandle process, String recordId) {
            return process.info().arguments().stream()
                    .flatMap(Arrays::stream)
                    .anyMatch(argument -> argument.endsWith("=" + recordId));
        }

        private static boolean listens(URI service) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
                return true;
            } catch (IOException refused) {
                return false;
            }
        }
    }

    @EnabledIfSystemProperty(named = ForkedTests.FORKED, matches = "true")
    @HiveCluster(nodes = 1)
    static class Exits {
        @Test
        @SuppressWarnings("SystemOut")
        void exits(Cluster cluster) throws IOException {
            System.out.println(READY + " " + cluster.name());
            // Whoever watches reads the cluster's files first.
            assertThat(System.in.read()).isEqualTo(-1);
            System.exit(3);
        }
    }

    @EnabledIfSystemProperty(named = ForkedTests.FORKED, matches = "true")
    @HiveCluster(nodes = 1)
    static class Stays {
        @Test
        @SuppressWarnings("SystemOut")
        void stays(Cluster cluster) throws InterruptedException {
            System.out.println(READY + " " + cluster.name());
            new CountDownLatch(1).await();
        }
    }
}
