package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshKeyPairTest {
    @TempDir
    Path temp;

    @Test
    void it_is_written_as_openssh_wants_it() throws IOException {
        SshKeyPair pair = SshKeyPair.generate("cluster x");
        Path file = temp.resolve("ssh/id_ed25519");

        pair.write(file);

        assertThat(file)
                .content()
                .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n")
                .endsWith("\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(temp.resolve("ssh/id_ed25519.pub"))
                .content()
                .matches("ssh-ed25519 [A-Za-z0-9+/=]+ cluster x\n")
                .isEqualTo(pair.publicKey() + "\n");
    }

    @Test
    void openssh_finds_the_public_key_in_the_private_one() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "ssh-keygen is not installed");
        SshKeyPair pair = SshKeyPair.generate("somebody");
        pair.write(temp.resolve("key"));

        Process keygen = new ProcessBuilder(
                        "/usr/bin/ssh-keygen", "-y", "-f", temp.resolve("key").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(keygen.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo(pair.publicKey());
    }

    @Test
    void no_two_are_the_same_and_none_shows_its_secret() {
        SshKeyPair pair = SshKeyPair.generate("a");

        assertThat(pair.publicKey()).isNotEqualTo(SshKeyPair.generate("a").publicKey());
        assertThat(pair.toString()).doesNotContain("PRIVATE");
    }
}
