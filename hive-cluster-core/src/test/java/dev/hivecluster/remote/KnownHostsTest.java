package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
    private static final String FIRST = SshKeyPair.generate("first").publicKey();
    private static final String SECOND = SshKeyPair.generate("second").publicKey();

    private final Node onPort22 = new Node("x-1", 1, "10.0.0.1", "10.1.0.1", 22, List.of(FIRST, SECOND));
    private final Node onAnother = new Node("x-2", 2, "10.0.0.1", "10.1.0.2", 2222, List.of(SECOND));

    private ClusterDirectory directory;
    private KnownHosts knownHosts;

    @BeforeEach
    void prepare(@TempDir Path temp) {
        directory = new ClusterDirectory(temp, new ClusterName("x"));
        knownHosts = new KnownHosts(directory.knownHosts());
    }

    @Test
    void the_keys_of_the_inventory_are_written_and_read() throws IOException {
        KnownHosts.write(directory, inventory());

        assertThat(directory.knownHosts()).hasContent("""
                10.0.0.1 %s
                10.0.0.1 %s
                [10.0.0.1]:2222 %s
                """.formatted(FIRST, SECOND, SECOND));
        assertThat(knownHosts.of(onPort22)).extracting(KnownHostKey::key).containsExactly(key(FIRST), key(SECOND));
        assertThat(knownHosts.of(onAnother)).extracting(KnownHostKey::key).containsExactly(key(SECOND));
        assertThat(knownHosts.of(onAnother).get(0).place()).isEqualTo(directory.knownHosts() + " line 3");
    }

    @Test
    void without_a_file_nothing_is_known() throws IOException {
        assertThat(knownHosts.of(onPort22)).isEmpty();
    }

    @Test
    void a_key_is_added_after_what_was_there() throws IOException {
        write("# a comment without a line feed");

        knownHosts.add(onAnother, key(FIRST));

        assertThat(directory.knownHosts())
                .content()
                .startsWith("# a comment without a line feed\n[10.0.0.1]:2222 ssh-ed25519 ");
        assertThat(knownHosts.of(onAnother)).extracting(KnownHostKey::key).containsExactly(key(FIRST));
    }

    @Test
    void openssh_s_other_forms_are_understood() throws IOException {
        String hashed = "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ";
        write("\n# comment\n10.0.0.* %s\n@revoked * %s\n@cert-authority * %s\n%s%s\n"
                .formatted(FIRST, SECOND, SECOND, hashed, FIRST));

        assertThat(knownHosts.of(onPort22)).extracting(KnownHostKey::revoked).containsExactly(false, true);
        Node byHash = new Node("x-3", 3, "192.168.1.61", "10.1.0.3", 22, List.of());
        assertThat(knownHosts.of(byHash)).extracting(KnownHostKey::revoked).containsExactly(true, false);
    }

    @Test
    void a_broken_line_is_named() throws IOException {
        write("10.0.0.1 %s\n10.0.0.1 ssh-ed25519 AAAAnonsense\n".formatted(FIRST));

        assertThatThrownBy(() -> knownHosts.of(onPort22))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.knownHosts() + " line 2");
    }

    private Inventory inventory() {
        return new Inventory(directory.name(), List.of(onPort22, onAnother), "tf-user", "ssh/id_ed25519");
    }

    private void write(String content) throws IOException {
        Files.createDirectories(directory.ssh());
        Files.writeString(directory.knownHosts(), content);
    }

    private static PublicKey key(String line) throws IOException {
        return KnownHosts.key(line, "test");
    }
}
