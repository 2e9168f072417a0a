package dev.hivecluster.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real OpenSSH client, with strict checking of the host key, as a person uses it. */
class OpenSshTest {
    @TempDir
    Path directory;

    private TestMachine machine;

    @BeforeEach
    void boot() throws Exception {
        assumeTrue(isInstalled("ssh") && isInstalled("sftp"), "there is no OpenSSH client here");
        machine = TestMachine.booted(directory.resolve("root"));
        InetSocketAddress address = machine.settings().ssh();
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(TestMachine.CLIENT_KEY, "", null, key);
        Path identity = directory.resolve("id_ed25519");
        Files.createFile(identity, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(identity, key.toByteArray());
        Path knownHosts = directory.resolve("known_hosts");
        Files.writeString(
                knownHosts,
                "[%s]:%d %s%n"
                        .formatted(
                                address.getAddress().getHostAddress(),
                                address.getPort(),
                                PublicKeyEntry.toString(TestMachine.HOST_KEY.getPublic())));
        Files.writeString(directory.resolve("config"), """
                Host box-1
                  HostName %s
                  Port %d
                  User tf-user
                  IdentityFile %s
                  IdentitiesOnly yes
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile /dev/null
                  StrictHostKeyChecking yes
                  BatchMode yes
                """.formatted(
                        address.getAddress().getHostAddress(), address.getPort(), identity, knownHosts));
    }

    @AfterEach
    void powerOff() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    private Process start(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(program, "-F", directory.resolve("config").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String finish(Process process, String input) throws Exception {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    @Test
    void a_command_has_its_status_and_its_streams() throws Exception {
        Process ssh = start("ssh", "box-1", "echo out; echo err >&2; exit 7");
        assertThat(finish(ssh, "")).isEqualTo("out\n");
        assertThat(new String(ssh.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("err\n");
        assertThat(ssh.exitValue()).isEqualTo(7);
    }

    @Test
    void a_command_reads_what_the_client_is_given() throws Exception {
        assertThat(finish(start("ssh", "box-1", "tr a-z A-Z"), "hello\n")).isEqualTo("HELLO\n");
        String large = "0123456789abcdef\n".repeat(200_000);
        assertThat(finish(start("ssh", "box-1", "cat > ~/large; wc -c < ~/large"), large))
                .isEqualTo(large.length() + "\n");
        assertThat(finish(start("ssh", "box-1", "cat ~/large"), "")).isEqualTo(large);
    }

    @Test
    void a_shell_without_a_terminal_runs_what_it_reads() throws Exception {
        assertThat(finish(start("ssh", "-T", "box-1"), "cd /tmp\npwd\nexit 3\n"))
                .isEqualTo("/tmp\n");
    }

    @Test
    void a_terminal_has_a_prompt_an_echo_and_keys() throws Exception {
        Process ssh = start("ssh", "-tt", "box-1");
        String typed = "echo fab\b\booo\r" + "sleep 300\r";
        ssh.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
        ssh.getOutputStream().flush();
        Awaitility.await()
                .until(() -> machine.node().processes().all().stream()
                        .anyMatch(process -> process.arguments().get(0).equals("sleep")));
        String shown = finish(ssh, "\u0003echo status $?\rcd /tmp\rhostname |\rcat\rnosuch\rexit 4\r");
        assertThat(shown)
                .contains("tf-user@box-1:~$ ")
                .contains("fooo\r\n")
                .contains("^C\r\n")
                .contains("status 130\r\n")
                .contains("tf-user@box-1:/tmp$ ")
                .contains("> ")
                .contains("box-1\r\n")
                .contains("sh: nosuch: not found\r\n");
        assertThat(ssh.exitValue()).isEqualTo(4);
    }

    @Test
    void the_end_of_the_input_leaves_the_shell() throws Exception {
        Process ssh = start("ssh", "-tt", "box-1");
        assertThat(finish(ssh, "true\r\u0004")).contains("tf-user@box-1:~$ ");
        assertThat(ssh.exitValue()).isZero();
    }

    @Test
    void a_client_that_is_gone_leaves_nothing_in_front() throws Exception {
        Process ssh = start("ssh", "-tt", "box-1", "sleep 300");
        Awaitility.await().until(() -> !machine.node().processes().all().isEmpty());
        ssh.destroyForcibly().waitFor();
        Awaitility.await().until(() -> machine.node().processes().all().isEmpty());
    }

    @Test
    void files_are_copied_both_ways() throws Exception {
        Path local = directory.resolve("local");
        Files.writeString(local, "content\n");
        Path copy = directory.resolve("copy");
        Process sftp = start("sftp", "-b", "-", "box-1");
        String out = finish(
                sftp,
                "pwd\nput %s there\nchmod 600 there\nrename there here\nmkdir d\nls -l here\nget here %s\n"
                        .formatted(local, copy));
        assertThat(sftp.exitValue()).isZero();
        assertThat(out).contains("Remote working directory: /home/tf-user").contains("-rw-------");
        assertThat(copy).hasContent("content");
        assertThat(machine.sh("cat here; ls").out()).isEqualTo("content\nd\nhere\n");
    }

    @Test
    void a_tunnel_leads_to_the_cluster_and_nowhere_else() throws Exception {
        try (ServerSocket service = new ServerSocket();
                ServerSocket outside = new ServerSocket()) {
            service.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            outside.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0));
            Thread echo = new Thread(() -> {
                try (Socket socket = service.accept()) {
                    socket.getOutputStream().write(socket.getInputStream().readNBytes(4));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            echo.setDaemon(true);
            echo.start();
            Process inside = start("ssh", "-W", "localhost:" + service.getLocalPort(), "box-1");
            assertThat(finish(inside, "ping")).isEqualTo("ping");
            Process refused = start("ssh", "-W", "127.0.0.2:" + outside.getLocalPort(), "box-1");
            assertThat(finish(refused, "ping")).isEmpty();
            assertThat(new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("administratively prohibited");
            assertThat(refused.exitValue()).isNotZero();
        }
    }

    @Test
    void a_machine_does_not_listen_for_its_clients() throws Exception {
        Process ssh = start("ssh", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "box-1", "true");
        finish(ssh, "");
        assertThat(ssh.exitValue()).isNotZero();
    }
}
