package dev.hivecluster.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.remote.SshTransport;
import dev.hivecluster.simulator.compute.Guest;
import dev.hivecluster.simulator.compute.InstanceRecord;
import dev.hivecluster.simulator.compute.InstanceRecord.AttachedVolume;
import dev.hivecluster.simulator.compute.InstanceRecord.RootVolume;
import dev.hivecluster.simulator.compute.InstanceState;
import dev.hivecluster.simulator.compute.InstanceType;
import dev.hivecluster.simulator.compute.LaunchOrder;
import dev.hivecluster.simulator.node.TestMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests as their user sees them: found by {@code ps} on their node, reached through the node's SSH server. */
class QemuHypervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String ID = "i-4d5baf5783ff5b27e";

    @TempDir
    Path files;

    private TestMachine machine;
    private QemuHypervisor hypervisor;
    private SshClient ssh;
    private KeyPair key;
    private AtomicReference<InstanceRecord> instance;
    private final List<PublicKey> seen = new ArrayList<>();

    @BeforeEach
    void a_machine_is_on() throws Exception {
        machine = TestMachine.booted(files.resolve("box"));
        hypervisor = new QemuHypervisor(machine.node(), "/home/tf-user/hive/");
        key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        instance = new AtomicReference<>(record(ID, "t3.small"));
        ssh = SshClient.setUpDefaultClient();
        ssh.setIoServiceFactoryFactory(SshTransport.factory());
        CoreModuleProperties.TCP_NODELAY.set(ssh, true);
        ssh.setServerKeyVerifier((session, address, serverKey) -> true);
        ssh.start();
    }

    @AfterEach
    void everything_ends() throws IOException {
        ssh.close(true).await(LIMIT);
        hypervisor.close();
        machine.close();
    }

    private InstanceRecord record(String id, String typeName) {
        InstanceType type = InstanceType.ALL.stream()
                .filter(known -> known.name().equals(typeName))
                .findFirst()
                .orElseThrow();
        return new InstanceRecord(
                id,
                "r-e6a4294f3745edc17",
                new LaunchOrder("ami-1f447832ed02f7925", type, "guest", 0, true),
                Instant.now(),
                InstanceState.RUNNING,
                new RootVolume(
                        "vol-f5fe79890cc458a61", Instant.now(), 4, true, PublicKeyEntry.toString(key.getPublic())),
                List.of(),
                null,
                null);
    }

    private Guest booted() throws IOException {
        Guest guest = hypervisor.start(instance::get);
        guest.booted();
        return guest;
    }

    /** The port that the node's {@code ps} tells, as Hive's own suites find it. */
    private int port(String id) throws Exception {
        String lines = machine.sh("ps auxw | grep " + id).out();
        Matcher port = Pattern.compile(
                        "qemu-system-x86_64.*-pidfile \\S*/" + id + "\\.pid.*hostfwd=tcp:127\\.0\\.0\\.1:(\\d+)-:22")
                .matcher(lines);
        assertThat(port.find()).as(lines).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private boolean isShown(String id) throws Exception {
        return machine.sh("ps auxw").out().contains(id);
    }

    private String in(int port, String line) throws IOException {
        return guest(port, "ec2-user", key, line);
    }

    /** Runs a command in a guest, by a tunnel through its node. */
    private String guest(int port, String user, KeyPair identity, String line) throws IOException {
        InetSocketAddress node = machine.settings().ssh();
        try (ClientSession outer = ssh.connect("tf-user", node.getHostString(), node.getPort())
                .verify(LIMIT)
                .getSession()) {
            outer.addPublicKeyIdentity(TestMachine.CLIENT_KEY);
            outer.auth().verify(LIMIT);
            try (ExplicitPortForwardingTracker tunnel = outer.createLocalPortForwardingTracker(
                            new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", port));
                    ClientSession inner = ssh.connect(
                                    user, "127.0.0.1", tunnel.getBoundAddress().getPort())
                            .verify(LIMIT)
                            .getSession()) {
                inner.addPublicKeyIdentity(identity);
                inner.auth().verify(LIMIT);
                seen.add(inner.getServerKey());
                return exec(inner, line);
            }
        }
    }

    private static String exec(ClientSession session, String line) throws IOException {
        try (ChannelExec channel = session.createExecChannel(line)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            channel.setOut(out);
            channel.setErr(out);
            channel.open().verify(LIMIT);
            assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT))
                    .contains(ClientChannelEvent.CLOSED);
            return out.toString(StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void a_guest_that_nobody_has_visited_has_written_nothing() throws Exception {
        Guest guest = booted();
        assertThat(guest.disk()).doesNotExist();

        in(port(ID), "true");
        assertThat(guest.disk()).isDirectory();
    }

    @Test
    void a_guest_is_what_its_type_and_volumes_say() throws Exception {
        try (Guest guest = booted()) {
            assertThat(guest.isBooted()).isTrue();
            int port = port(ID);
            assertThat(in(port, "echo ready")).isEqualTo("ready");
            assertThat(in(port, "id")).contains("ec2-user");
            assertThat(in(port, "whoami; ls -ld ~ | cut -d' ' -f3")).isEqualTo("ec2-user\nec2-user");
            assertThat(in(port, "hostname")).isEqualTo("hive-vm-4d5baf57");
            assertThat(in(port, "nproc")).isEqualTo("2");
            assertThat(in(port, "findmnt -n -o SOURCE /")).isEqualTo("/dev/vda1");
            assertThat(in(port, "lsblk -no PKNAME $(findmnt -n -o SOURCE /)")).isEqualTo("vda");
            assertThat(in(port, "lsblk -b -d -n -o SIZE /dev/vda")).isEqualTo("4294967296");
            assertThat(in(port, "lsblk")).contains("└─vda1");
            assertThat(in(port, "lsblk /dev/vdz; echo $?")).isEqualTo("lsblk: /dev/vdz: not a block device\n32");
            assertThat(in(port, "findmnt /mnt; echo $?")).isEqualTo("1");
            String memory = in(port, "grep MemTotal /proc/meminfo").replaceAll("\\D+", "");
            assertThat(Integer.parseInt(memory)).isBetween(2048 * 1024 * 85 / 100, 2048 * 1024);
            assertThat(Double.parseDouble(in(port, "cut -d' ' -f1 /proc/uptime")))
                    .isBetween(0.0, 120.0);
            assertThat(in(port, "grep -c ^processor /proc/cpuinfo")).isEqualTo("2");
        }
    }

    @Test
    void a_volume_that_is_attached_appears_and_goes_with_it() throws Exception {
        try (Guest guest = booted()) {
            int port = port(ID);
            assertThat(in(port, "lsblk -d -n -o NAME,RO")).isEqualTo("vda 0\nvdb 1");
            InstanceRecord before = record(ID, "t3.small");
            instance.set(before);
            AttachedVolume volume = new AttachedVolume("vol-f5c09678626e630ea", "/dev/sdf", Instant.now(), 10);
            instance.set(new InstanceRecord(
                    before.id(),
                    before.reservationId(),
                    before.order(),
                    before.launched(),
                    before.state(),
                    before.root(),
                    List.of(volume),
                    null,
                    guest.disk()));
            assertThat(in(port, "lsblk -b -d -n -o SIZE /dev/vdc")).isEqualTo("10737418240");
            instance.set(before);
            assertThat(in(port, "lsblk -d -n -o NAME,RO")).isEqualTo("vda 0\nvdb 1");
        }
    }

    @Test
    void only_the_launch_key_and_its_user_get_in() throws Exception {
        KeyPair other = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        try (Guest guest = booted()) {
            int port = port(ID);
            assertThatThrownBy(() -> guest(port, "ec2-user", other, "true")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> guest(port, "root", key, "true")).isInstanceOf(IOException.class);
            assertThat(guest.isBooted()).isTrue();
        }
    }

    @Test
    void a_guest_that_has_not_booted_cuts_its_clients_off() throws Exception {
        try (Guest guest = hypervisor.start(instance::get)) {
            int port = port(ID);
            assertThat(guest.isBooted()).isFalse();
            assertThatThrownBy(() -> in(port, "true")).isInstanceOf(IOException.class);
            guest.booted();
            assertThat(in(port, "echo ready")).isEqualTo("ready");
        }
    }

    @Test
    void a_guest_that_was_switched_off_is_gone_and_finds_its_files_and_host_key_again() throws Exception {
        Guest guest = booted();
        int port = port(ID);
        in(port, "echo kept >file");
        guest.close();
        assertThat(guest.isBooted()).isFalse();
        assertThat(isShown(ID)).isFalse();
        assertThatThrownBy(() -> new Socket(machine.node().address(), port).close())
                .isInstanceOf(IOException.class);

        try (Guest again = booted()) {
            assertThat(in(port(ID), "cat file")).isEqualTo("kept");
            assertThat(again.disk()).isEqualTo(guest.disk());
        }
        assertThat(KeyUtils.compareKeys(seen.get(0), seen.get(1))).isTrue();
        hypervisor.delete(guest.disk());
        assertThat(guest.disk()).doesNotExist();
    }

    @Test
    void what_runs_in_a_guest_ends_with_it() throws Exception {
        Guest guest = booted();
        int port = port(ID);
        Thread closing = new Thread(guest::close);
        Thread caller = new Thread(() -> {
            try {
                in(port, "touch started; sleep 60");
            } catch (IOException | AssertionError expected) {
                Thread.currentThread().interrupt();
            }
        });
        caller.start();
        org.awaitility.Awaitility.await()
                .until(() ->
                        guest.disk().resolve("home/ec2-user/started").toFile().exists());
        closing.start();
        closing.join(LIMIT.toMillis());
        assertThat(closing.isAlive()).isFalse();
        caller.join(LIMIT.toMillis());
        assertThat(caller.isAlive()).isFalse();
    }

    @Test
    void a_guest_whose_process_is_killed_is_gone() throws Exception {
        try (Guest guest = booted()) {
            int port = port(ID);
            machine.sh("kill -9 $(ps -e -o pid,args | grep '[q]emu-system' | sed 's/^ *//' | cut -d' ' -f1)");
            assertThat(isShown(ID)).isFalse();
            assertThat(guest.isBooted()).isFalse();
            assertThatThrownBy(() -> in(port, "true")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void the_loss_of_power_takes_the_guests_with_it() throws Exception {
        Guest guest = booted();
        machine.node().powerOff();
        assertThat(guest.isBooted()).isFalse();
        guest.close();
        assertThatThrownBy(() -> hypervisor.start(instance::get)).isInstanceOf(IOException.class);
    }

    @Test
    void many_guests_share_a_few_threads() throws Exception {
        List<Guest> guests = new ArrayList<>();
        guests.add(booted());
        int before = Thread.activeCount();
        for (int i = 0; i < 50; i++) {
            InstanceRecord another = record("i-%017x".formatted(i), "t3.nano");
            guests.add(hypervisor.start(() -> another));
        }
        assertThat(Thread.activeCount() - before).isLessThan(10);
        for (Guest guest : guests) {
            guest.close();
        }
        assertThat(machine.sh("ps auxw | grep -c '[q]emu-system'").out()).isEqualTo("0\n");
    }
}
