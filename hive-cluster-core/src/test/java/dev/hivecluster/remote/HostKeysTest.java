package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.model.Inventory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host is used only if it shows the key that it is known by. */
class HostKeysTest {
    private final SshKeyPair other = SshKeyPair.generate("other");

    private TestCluster cluster;
    private EmbeddedSshServer server;

    @BeforeEach
    void start(@TempDir Path temp) throws IOException {
        cluster = new TestCluster(temp);
        server = cluster.server();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void a_key_that_the_inventory_lists_is_accepted_without_a_word() throws Exception {
        assertThat(login(cluster.inventory(server.port(), other.publicKey(), cluster.hostKey.publicKey())))
                .isEqualTo("in");

        assertThat(cluster.warnings).isEmpty();
        assertThat(cluster.directory.knownHosts()).doesNotExist();
    }

    @Test
    void a_key_that_the_file_lists_is_accepted_without_a_word() throws Exception {
        KnownHosts.write(cluster.directory, cluster.inventory(server.port()));

        assertThat(login(cluster.inventory(server.port(), new String[0]))).isEqualTo("in");

        assertThat(cluster.warnings).isEmpty();
    }

    @Test
    void another_key_than_the_inventory_s_is_refused() {
        Inventory inventory = cluster.inventory(server.port(), other.publicKey());

        assertThatThrownBy(() -> login(inventory))
                .isInstanceOf(HostKeyException.class)
                .hasMessageContaining("x-1 (127.0.0.1:%d)".formatted(server.port()))
                .hasMessageContaining(cluster.directory.inventoryFile() + ", host_keys of x-1")
                .hasMessageContaining(fingerprint(cluster.hostKey))
                .hasMessageContaining(fingerprint(other));

        assertThat(server.keysOffered()).as("nobody tried to log in").isEmpty();
    }

    @Test
    void another_key_than_the_file_s_is_refused_naming_file_and_line() throws IOException {
        KnownHosts.write(cluster.directory, cluster.inventory(server.port(), other.publicKey()));

        assertThatThrownBy(() -> login(cluster.inventory(server.port(), new String[0])))
                .isInstanceOf(HostKeyException.class)
                .hasMessageContaining(cluster.directory.knownHosts() + " line 1")
                .hasMessageContaining(fingerprint(cluster.hostKey))
                .hasMessageContaining(fingerprint(other));
    }

    @Test
    void inventory_and_file_must_both_agree() throws IOException {
        KnownHosts.write(cluster.directory, cluster.inventory(server.port(), other.publicKey()));

        assertThatThrownBy(() -> login(cluster.inventory(server.port())))
                .isInstanceOf(HostKeyException.class)
                .hasMessageContaining("known_hosts line 1");
    }

    @Test
    void a_revoked_key_is_refused_even_if_it_is_listed() throws IOException {
        String key = cluster.hostKey.publicKey();
        Files.writeString(
                cluster.directory.knownHosts(),
                "@revoked * %s\n[127.0.0.1]:%d %s\n".formatted(key, server.port(), key));

        assertThatThrownBy(() -> login(cluster.inventory(server.port())))
                .isInstanceOf(HostKeyException.class)
                .hasMessageContaining("revokes")
                .hasMessageContaining("line 1");
    }

    @Test
    void a_key_that_nobody_knows_is_pinned_with_a_warning_and_required_from_then_on() throws Exception {
        Inventory unknowing = cluster.inventory(server.port(), new String[0]);

        assertThat(login(unknowing)).isEqualTo("in");
        assertThat(login(unknowing)).isEqualTo("in");

        assertThat(cluster.warnings)
                .singleElement()
                .asString()
                .contains("x-1")
                .contains(fingerprint(cluster.hostKey))
                .contains(cluster.directory.knownHosts().toString());
        assertThat(Files.readAllLines(cluster.directory.knownHosts()))
                .singleElement()
                .asString()
                .startsWith("[127.0.0.1]:%d ssh-ed25519 ".formatted(server.port()));

        int port = server.port();
        server.close();
        other.write(cluster.hostKeyFile);
        server = cluster.server(port);
        assertThatThrownBy(() -> login(unknowing))
                .isInstanceOf(HostKeyException.class)
                .hasMessageContaining(fingerprint(cluster.hostKey))
                .hasMessageContaining(fingerprint(other));
    }

    @Test
    void sessions_that_begin_together_pin_once() throws Exception {
        Inventory unknowing = cluster.inventory(server.port(), new String[0]);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (SshShells shells = cluster.shells(unknowing)) {
            List<Callable<Shell>> work = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                work.add(() -> shells.open(unknowing.node(1), cluster.activity));
            }
            for (Future<Shell> shell : threads.invokeAll(work)) {
                assertThat(shell.get().run(Command.of("true")).succeeded()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(cluster.warnings).hasSize(1);
        assertThat(Files.readAllLines(cluster.directory.knownHosts())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void of_a_server_s_several_keys_the_known_one_is_asked_for(int known) throws Exception {
        List<KeyPair> pairs = List.of(
                KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256),
                KeyUtils.generateKeyPair("ssh-rsa", 2048),
                KeyUtils.generateKeyPair("ssh-ed25519", 256));
        List<Path> files = new ArrayList<>();
        for (KeyPair pair : pairs) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "", null, out);
            Path file = cluster.hostKeyFile.resolveSibling("key" + files.size());
            files.add(Files.write(file, out.toByteArray()));
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pairs.get(known).getPublic(), "", line);

        try (EmbeddedSshServer several = new EmbeddedSshServer(0, files, cluster.userKey)) {
            assertThat(login(cluster.inventory(
                            several.port(),
                            line.toString(StandardCharsets.UTF_8).strip())))
                    .isEqualTo("in");
        }
    }

    @Test
    void a_key_of_the_inventory_that_is_none_is_named() {
        assertThatThrownBy(() -> login(cluster.inventory(server.port(), "ssh-ed25519 nonsense")))
                .isInstanceOf(HostKeyException.class)
                .hasMessageContaining(cluster.directory.inventoryFile() + ", host_keys of x-1");
    }

    @Test
    void a_file_that_cannot_be_understood_is_no_reason_to_trust() throws IOException {
        Files.writeString(cluster.directory.knownHosts(), "[127.0.0.1]:%d ssh-ed25519 AAAA\n".formatted(server.port()));

        assertThatThrownBy(() -> login(cluster.inventory(server.port())))
                .isInstanceOf(HostKeyException.class)
                .hasMessageContaining("known_hosts line 1");
    }

    private String login(Inventory inventory) throws ShellException, InterruptedException {
        try (SshShells shells = cluster.shells(inventory);
                Shell shell = shells.open(inventory.node(1), cluster.activity)) {
            return shell.run(Command.of("echo", "in")).stdout().strip();
        }
    }

    private static String fingerprint(SshKeyPair pair) throws AssertionError {
        try {
            return KnownHostKey.describe(KnownHosts.key(pair.publicKey(), "test"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
