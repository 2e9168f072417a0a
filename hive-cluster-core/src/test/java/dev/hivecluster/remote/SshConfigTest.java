package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConfigTest {
    private static final String SSH = "/usr/bin/ssh";

    @TempDir
    Path temp;

    @Test
    void a_person_s_openssh_gets_in_by_name_and_by_address() throws Exception {
        TestCluster cluster = new TestCluster(Files.createDirectory(temp.resolve("it's 100% \"odd\" \\here")));
        try (EmbeddedSshServer server = cluster.server()) {
            Inventory inventory = cluster.inventory(server.port());
            KnownHosts.write(cluster.directory, inventory);
            SshConfig.write(cluster.directory, inventory);

            assertThat(ssh(cluster, "x-1", "echo hive get nodes; exit 4")).isEqualTo(new Ended(4, "hive get nodes\n"));
            assertThat(ssh(cluster, "127.0.0.1", "echo here")).isEqualTo(new Ended(0, "here\n"));
        }
    }

    @Test
    void a_person_s_openssh_refuses_a_host_with_another_key() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        try (EmbeddedSshServer server = cluster.server()) {
            Inventory inventory = cluster.inventory(
                    server.port(), SshKeyPair.generate("other").publicKey());
            KnownHosts.write(cluster.directory, inventory);
            SshConfig.write(cluster.directory, inventory);

            Ended ended = ssh(cluster, "x-1", "true");

            assertThat(ended.status).isEqualTo(255);
            assertThat(ended.output).contains("Host key verification failed");
            assertThat(server.commands()).isZero();
        }
    }

    @Test
    void each_node_has_its_name_and_the_addresses_that_are_its_alone() throws IOException {
        TestCluster cluster = new TestCluster(temp);
        List<Node> nodes = List.of(
                new Node("x-1", 1, "127.0.0.1", "10.1.0.1", 2221, List.of()),
                new Node("x-2", 2, "127.0.0.1", "10.1.0.2", 2222, List.of()),
                new Node("x-3", 3, "10.0.0.3", "10.0.0.3", 22, List.of()));

        SshConfig.write(
                cluster.directory, new Inventory(cluster.directory.name(), nodes, "tf-user", "/keys/of mine/id"));

        assertThat(cluster.directory.sshConfig())
                .content()
                .contains("Host x-1 10.1.0.1\n    HostName 127.0.0.1\n    Port 2221\n")
                .contains("Host x-2 10.1.0.2\n    HostName 127.0.0.1\n    Port 2222\n")
                .contains("Host x-3 10.0.0.3\n    HostName 10.0.0.3\n    Port 22\n")
                .contains("    User tf-user\n", "    IdentityFile \"/keys/of mine/id\"\n")
                .contains("    StrictHostKeyChecking yes\n", "    GlobalKnownHostsFile none\n");
    }

    @Test
    void a_path_that_openssh_would_take_apart_is_refused() throws IOException {
        TestCluster cluster = new TestCluster(Files.createDirectory(temp.resolve("${HOME}")));

        assertThatThrownBy(() -> SshConfig.write(cluster.directory, cluster.inventory(22)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("${HOME}");
    }

    private static Ended ssh(TestCluster cluster, String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(SSH)), SSH + " is not installed");
        List<String> command =
                new ArrayList<>(List.of(SSH, "-F", cluster.directory.sshConfig().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private record Ended(int status, String output) {}
}
