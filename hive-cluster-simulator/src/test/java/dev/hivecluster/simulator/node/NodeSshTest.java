package dev.hivecluster.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.remote.SshTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSshTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path files;

    private TestMachine machine;
    private SshClient client;

    @BeforeEach
    void boot() throws Exception {
        machine = TestMachine.booted(files.resolve("root"));
        client = SshClient.setUpDefaultClient();
        client.setIoServiceFactoryFactory(SshTransport.factory());
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.setServerKeyVerifier(
                (session, address, key) -> KeyUtils.compareKeys(key, TestMachine.HOST_KEY.getPublic()));
        client.start();
    }

    @AfterEach
    void powerOff() throws IOException {
        client.close(true).await(LIMIT);
        machine.close();
    }

    private ClientSession connect(String user, KeyPair key) throws IOException {
        InetSocketAddress address = machine.settings().ssh();
        ClientSession session = client.connect(user, address.getHostString(), address.getPort())
                .verify(LIMIT)
                .getSession();
        session.addPublicKeyIdentity(key);
        session.auth().verify(LIMIT);
        return session;
    }

    private ClientSession connect() throws IOException {
        return connect("tf-user", TestMachine.CLIENT_KEY);
    }

    private record Result(int status, String out, String err) {}

    private static Result exec(ClientSession session, String line) throws IOException {
        try (ChannelExec channel = session.createExecChannel(line)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(LIMIT);
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
            assertThat(events).as("the channel of: " + line).contains(ClientChannelEvent.CLOSED);
            return new Result(
                    channel.getExitStatus(),
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_command_has_its_status_and_its_two_streams_apart() throws Exception {
        try (ClientSession session = connect()) {
            Result result = exec(session, "echo out; echo err >&2; exit 3");
            assertThat(result).isEqualTo(new Result(3, "out\n", "err\n"));
        }
    }

    @Test
    void only_the_one_user_with_the_one_key_gets_in() throws Exception {
        KeyPair other = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        assertThatThrownBy(() -> connect("tf-user", other)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> connect("root", TestMachine.CLIENT_KEY)).isInstanceOf(IOException.class);
    }

    @Test
    void a_password_is_not_asked_for() throws Exception {
        InetSocketAddress address = machine.settings().ssh();
        try (ClientSession session = client.connect("tf-user", address.getHostString(), address.getPort())
                .verify(LIMIT)
                .getSession()) {
            session.addPasswordIdentity("tf-user");
            assertThatThrownBy(() -> session.auth().verify(LIMIT)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void commands_on_an_open_session_are_not_held_back_by_nagle() throws Exception {
        try (ClientSession session = connect()) {
            exec(session, "true");
            long begun = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                assertThat(exec(session, "true").status).isZero();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void the_channel_stays_open_while_a_background_process_holds_its_output() throws Exception {
        try (ClientSession session = connect()) {
            Result result = exec(session, "(sleep 0.2; echo late) & echo early");
            assertThat(result.out).isEqualTo("early\nlate\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nohup sleep 300 >log 2>&1 </dev/null & echo $!",
                "(cd /tmp; sleep 300) >log 2>&1 & echo $!",
                "exec 3>&1 >log 2>&1; sleep 300 3>&- & echo $! >&3"
            })
    void the_channel_does_not_wait_for_a_background_process_that_let_go_of_it(String line) throws Exception {
        try (ClientSession session = connect()) {
            assertThat(exec(session, line).out).matches("[0-9]+\n");
            Awaitility.await().until(() -> sleeping() == 1);
        }
    }

    @Test
    void the_loss_of_a_channel_hangs_up_what_is_in_front_and_leaves_what_was_detached() throws Exception {
        try (ClientSession session = connect()) {
            ChannelExec channel = session.createExecChannel(
                    "nohup sleep 301 >/dev/null 2>&1 & sleep 302 >/dev/null 2>&1 & setsid sleep 303 & sleep 304");
            channel.open().verify(LIMIT);
            Awaitility.await().until(() -> sleeping() == 4);
            channel.close(false).await(LIMIT);
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(running()).containsExactlyInAnyOrder("sleep 301", "sleep 302", "sleep 303"));
        }
    }

    private List<String> running() {
        return machine.node().processes().all().stream()
                .map(process -> String.join(" ", process.arguments()))
                .toList();
    }

    private long sleeping() {
        return machine.node().processes().all().stream()
                .filter(process -> process.arguments().get(0).equals("sleep"))
                .count();
    }

    @Test
    void a_killed_session_ends_its_commands() throws Exception {
        ClientSession session = connect();
        ChannelExec channel = session.createExecChannel("sleep 300");
        channel.open().verify(LIMIT);
        Awaitility.await().until(() -> sleeping() == 1);
        session.close(true).await(LIMIT);
        Awaitility.await().until(() -> machine.node().processes().all().isEmpty());
    }

    @Test
    void a_signal_reaches_the_command() throws Exception {
        try (ClientSession session = connect();
                ChannelExec channel = session.createExecChannel("sleep 300")) {
            channel.open().verify(LIMIT);
            Awaitility.await().until(() -> sleeping() == 1);
            var request = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            request.putUInt(channel.getRecipient());
            request.putString("signal");
            request.putBoolean(false);
            request.putString("TERM");
            session.writePacket(request);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
            assertThat(channel.getExitStatus()).isEqualTo(143);
        }
    }

    @Test
    void sftp_sees_the_machines_files_and_nothing_else() throws Exception {
        Files.writeString(files.resolve("outside"), "secret");
        try (ClientSession session = connect();
                SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
            assertThat(sftp.canonicalPath(".")).isEqualTo("/home/tf-user");
            try (var out = sftp.write("new")) {
                out.write("content".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(machine.sh("cat ~/new").out()).isEqualTo("content");
            assertThat(new String(sftp.read("/home/tf-user/new").readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("content");
            assertThatThrownBy(() -> sftp.stat("../../../outside")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.symLink("leak", "/etc/passwd")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void sftp_does_not_follow_a_link_out_of_the_tree() throws Exception {
        Files.writeString(files.resolve("outside"), "secret");
        Files.createSymbolicLink(machine.node().file("/home/tf-user").resolve("leak"), files.resolve("outside"));
        try (ClientSession session = connect();
                SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
            assertThatThrownBy(() -> sftp.read("leak").readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(machine.sh("cat ~/leak").status()).isEqualTo(1);
    }

    @Test
    void sftp_sets_modes_and_renames_over_a_file() throws Exception {
        try (ClientSession session = connect();
                SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
            machine.sh("echo old > ~/target; echo new > ~/source");
            SftpClient.Attributes attributes = new SftpClient.Attributes();
            attributes.setPermissions(0600);
            sftp.setStat("source", attributes);
            sftp.getExtension(OpenSSHPosixRenameExtension.class).posixRename("source", "target");
            assertThat(machine.sh("cat ~/target; stat -c %a ~/target; test -e ~/source || echo gone")
                            .out())
                    .isEqualTo("new\n600\ngone\n");
        }
    }
}
