package dev.hivecluster.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.configure.ClusterHealth;
import dev.hivecluster.configure.Configurer;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.MachineSize;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.KnownHosts;
import dev.hivecluster.remote.SshKeyPair;
import dev.hivecluster.remote.SshShells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hive is configured on the machines of a faked Proxmox as on any others. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HiveOnFakeProxmoxTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    @Test
    void two_clusters_are_formed_at_the_same_time_on_one_proxmox_and_one_survives_the_other() throws Exception {
        try (FakeProxmox fake = FakeProxmox.start(new FakeProxmoxOptions(directory.resolve("fake")))) {
            Cluster one = new Cluster(fake, "one", 100);
            Cluster two = new Cluster(fake, "two", 200);

            CompletableFuture<Void> other = CompletableFuture.runAsync(one::configure);
            two.configure();
            other.get(2, TimeUnit.MINUTES);

            assertThat(one.ready()).isEqualTo(3);
            assertThat(two.ready()).isEqualTo(3);
            assertThat(Files.readString(one.files.caCertificate()))
                    .isNotEqualTo(Files.readString(two.files.caCertificate()));
            for (int i = 1; i <= 3; i++) {
                fake.vanish("one-" + i);
            }
            assertThat(two.ready()).isEqualTo(3);
        }
    }

    /** Three machines, made by calls of the API, and their files on this side. */
    private final class Cluster {
        private final ClusterName name;
        private final ClusterDirectory files;
        private final Inventory inventory;

        Cluster(FakeProxmox fake, String called, int firstId) throws Exception {
            name = new ClusterName(called);
            files = new ClusterDirectory(directory.resolve("clusters"), name);
            SshKeyPair user = SshKeyPair.generate(called);
            user.write(files.sshKey());
            ProxmoxCalls calls = new ProxmoxCalls(fake.access());
            List<Node> nodes = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                nodes.add(make(fake, calls, firstId + i, i, user));
            }
            inventory = new Inventory(
                    name,
                    nodes,
                    "tf-user",
                    files.path().relativize(files.sshKey()).toString());
            files.write(inventory);
            KnownHosts.write(files, inventory);
        }

        private Node make(FakeProxmox fake, ProxmoxCalls calls, int vmid, int index, SshKeyPair user)
                throws IOException, InterruptedException {
            String machine = name.node(index);
            SshKeyPair hostKey = SshKeyPair.generate(machine);
            Path snippets = directory.resolve("fake/hosts/pve1/var/lib/vz/snippets");
            Files.writeString(snippets.resolve(machine + ".yaml"), """
                    #cloud-config
                    users: [{name: tf-user, ssh_authorized_keys: ["%s"]}]
                    ssh_keys:
                      ed25519_private: |
                        %s
                    runcmd: [echo done > /tmp/vendor-cloud-init-done]
                    """.formatted(
                            user.publicKey(), hostKey.privateKey().strip().replace("\n", "\n    ")));
            calls.post(
                            "nodes/pve1/qemu",
                            Map.of(
                                    "vmid", Integer.toString(vmid),
                                    "name", machine,
                                    "cores", "4",
                                    "memory", "8192",
                                    "agent", "1",
                                    "ide2", "local-lvm:cloudinit",
                                    "net0", "virtio,bridge=vmbr0",
                                    "net1", "virtio,bridge=vmbr1",
                                    "cicustom", "user=local:snippets/%s.yaml".formatted(machine)))
                    .data();
            calls.post("nodes/pve1/qemu/%d/status/start".formatted(vmid), Map.of())
                    .data();
            FakeVm vm = fake.vm(machine).orElseThrow();
            Path marker = vm.files().resolve("tmp/vendor-cloud-init-done");
            fake.await(machine + " has booted", LIMIT, any -> Files.exists(marker));
            String[] key = hostKey.publicKey().split(" ", -1);
            return new Node(
                    machine,
                    index,
                    vm.management().orElseThrow(),
                    vm.data().orElseThrow(),
                    fake.access().guestSshPort(),
                    List.of(key[0] + " " + key[1]),
                    Optional.empty(),
                    null);
        }

        void configure() {
            try (EventStream stream = new EventStream(CLOCK, List.of());
                    Activity phase = stream.start("configure");
                    SshShells shells = new SshShells(files, inventory, LIMIT)) {
                new Configurer(shells, node -> "", CLOCK)
                        .configure(spec(), inventory, files, false, phase, Duration.ofMinutes(2));
                phase.succeeded();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private ClusterSpec spec() {
            return new ClusterSpec(
                    name,
                    3,
                    "proxmox",
                    MachineSize.DEFAULT,
                    Optional.empty(),
                    "ap-southeast-2",
                    "ap-southeast-2a",
                    Map.of());
        }

        long ready() throws Exception {
            return new ClusterHealth(CLOCK)
                    .of(inventory, files).stream()
                            .filter(node -> node.ready().ok())
                            .count();
        }
    }
}
