package dev.hivecluster.deploy.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.hivecluster.deploy.DeployException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirshTest {
    @TempDir
    Path programs;

    private Virsh virsh(String script) throws Exception {
        Path program = programs.resolve("virsh");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Virsh(program.toString(), "qemu:///system");
    }

    @Test
    void a_command_goes_to_its_libvirt_and_tells_what_it_wrote() throws Exception {
        assertThat(virsh("printf '%s\\n\\n' \"$*\"").lines("list", "--all"))
                .containsExactly("--connect qemu:///system --quiet list --all");
    }

    @Test
    void a_command_that_fails_is_told_in_its_own_words() throws Exception {
        Virsh virsh = virsh("echo 'error: failed to get domain '\\''x'\\''' >&2; exit 1");

        assertThatThrownBy(() -> virsh.run("dumpxml", "x"))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("dumpxml x failed: error: failed to get domain 'x'")
                .asInstanceOf(type(VirshException.class))
                .satisfies(e -> assertThat(e.isGone()).isTrue());
    }

    @Test
    void without_virsh_the_message_says_where_to_get_it() {
        Virsh nobody = new Virsh(programs.resolve("nobody").toString(), "qemu:///system");

        assertThatThrownBy(() -> nobody.run("list"))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("libvirt-clients");
    }
}
