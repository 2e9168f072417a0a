package dev.hivecluster.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.remote.SshKeyPair;
import dev.hivecluster.simulator.proxmox.ProxmoxCalls.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the API says, in the words of the recorded requests. */
class FakeProxmoxTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final SshKeyPair USER = SshKeyPair.generate("test");

    @TempDir
    Path directory;

    private FakeProxmox fake;
    private ProxmoxCalls calls;

    @BeforeEach
    void start() throws Exception {
        start(new FakeProxmoxOptions(directory.resolve("fake")));
    }

    private void start(FakeProxmoxOptions options) throws Exception {
        fake = FakeProxmox.start(options);
        calls = new ProxmoxCalls(fake.access());
    }

    @AfterEach
    void end() {
        fake.close();
    }

    /** The form that the provider sends. */
    private static Map<String, String> form(String name, int vmid) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("agent", "enabled=1,fstrim_cloned_disks=0,type=virtio"),
                Map.entry("ciuser", "tf-user"),
                Map.entry("cores", "2"),
                Map.entry("ide2", "file=local-lvm:cloudinit,"),
                Map.entry("ipconfig0", "ip=dhcp"),
                Map.entry("memory", "2048"),
                Map.entry("name", name),
                Map.entry("net0", "model=virtio,bridge=vmbr0,firewall=0"),
                Map.entry("net1", "model=virtio,bridge=vmbr1,firewall=0"),
                Map.entry(
                        "sshkeys",
                        URLEncoder.encode(USER.publicKey(), StandardCharsets.UTF_8)
                                .replace("+", "%20")),
                Map.entry("tags", "terraform;Hive;demo;hive"),
                Map.entry(
                        "virtio0",
                        "file=local-lvm:0,import-from=local:import/debian-12.qcow2,size=21474836480,iothread=0"),
                Map.entry("vmid", Integer.toString(vmid))));
    }

    private void create(String host, String name, int vmid) throws IOException, InterruptedException {
        succeed(host, calls.post("nodes/%s/qemu".formatted(host), form(name, vmid)));
    }

    private void start(String host, int vmid) throws IOException, InterruptedException {
        succeed(host, calls.post("nodes/%s/qemu/%d/status/start".formatted(host, vmid), Map.of("timeout", "60")));
    }

    private void succeed(String host, Reply begun) throws IOException, InterruptedException {
        assertThat(status(host, begun).path("exitstatus").asString()).isEqualTo("OK");
    }

    private JsonNode status(String host, Reply begun) throws IOException, InterruptedException {
        return calls.get("nodes/%s/tasks/%s/status".formatted(host, begun.data().asString()))
                .data();
    }

    @Test
    void a_wrong_token_is_refused_and_no_secret_is_shown() throws Exception {
        Reply refused = new ProxmoxCalls(fake.access(), "root@pam!hive=wrong").get("version");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.message()).isEqualTo("invalid token value!");
        assertThat(fake.access().toString()).doesNotContain(fake.access().apiToken());
        assertThat(fake.requests().toString()).doesNotContain(fake.access().apiToken());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                        fake.access().sshPrivateKey().orElseThrow())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_call_that_it_does_not_know_is_named() throws Exception {
        Reply unknown = calls.get("nodes/pve1/ceph/status");

        assertThat(unknown.status()).isEqualTo(501);
        assertThat(unknown.message()).isEqualTo("Method 'GET /nodes/pve1/ceph/status' not implemented");
    }

    @Test
    void a_machine_is_stored_in_proxmoxs_own_form() throws Exception {
        create("pve1", "demo-1", 100);

        JsonNode config = calls.get("nodes/pve1/qemu/100/config").data();
        assertThat(config.path("tags").asString()).isEqualTo("demo;hive;terraform");
        assertThat(config.path("net0").asString()).matches("virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0,firewall=0");
        assertThat(config.path("virtio0").asString()).isEqualTo("local-lvm:vm-100-disk-0,size=2G,iothread=0");
        assertThat(config.path("ide2").asString()).isEqualTo("local-lvm:vm-100-cloudinit,media=cdrom,size=4M");
        assertThat(config.path("cores").isNumber()).isTrue();
        assertThat(config.path("memory").isString()).isTrue();
        assertThat(calls.get("nodes/pve1/storage/local-lvm/content/local-lvm:vm-100-disk-0")
                        .data()
                        .path("size")
                        .asLong())
                .isEqualTo(2L << 30);

        succeed("pve1", calls.put("nodes/pve1/qemu/100/resize", Map.of("disk", "virtio0", "size", "21474836480")));
        assertThat(fake.vm("demo-1").orElseThrow().config())
                .containsEntry("virtio0", "local-lvm:vm-100-disk-0,size=20G,iothread=0");
        Reply shrunk = calls.put("nodes/pve1/qemu/100/resize", Map.of("disk", "virtio0", "size", "1G"));
        assertThat(status("pve1", shrunk).path("exitstatus").asString()).isEqualTo("shrinking disks is not supported");
    }

    @Test
    void what_proxmox_does_not_take_is_refused() throws Exception {
        Map<String, String> form = form("demo_1", 100);
        assertThat(calls.post("nodes/pve1/qemu", form).problem("name")).contains("valid DNS name");
        form = form("demo-1", 100);
        form.put("tags", "a b!");
        assertThat(calls.post("nodes/pve1/qemu", form).problem("tags")).contains("invalid characters in tag");
        form = form("demo-1", 100);
        form.put("colour", "blue");
        assertThat(calls.post("nodes/pve1/qemu", form).problem("colour")).contains("not defined in schema");
        form = form("demo-1", 100);
        form.put("virtio0", "file=tank:0");
        assertThat(calls.post("nodes/pve1/qemu", form).message()).isEqualTo("storage 'tank' does not exist");
        form = form("demo-1", 100);
        form.put("virtio0", "file=local-lvm:0,import-from=local:import/none.qcow2");
        assertThat(status("pve1", calls.post("nodes/pve1/qemu", form))
                        .path("exitstatus")
                        .asString())
                .contains("volume 'local:import/none.qcow2' does not exist");
        assertThat(calls.post("nodes/pve9/qemu", form("demo-1", 100)).message())
                .contains("hostname lookup 'pve9' failed");
        assertThat(fake.leftovers()).isEmpty();

        create("pve1", "demo-1", 100);
        assertThat(calls.post("nodes/pve2/qemu", form("demo-1", 100)).message())
                .isEqualTo("unable to create VM 100 - VM 100 already exists on node 'pve1'");
        assertThat(calls.get("cluster/nextid?vmid=100").status()).isEqualTo(400);
        assertThat(calls.get("cluster/nextid").data().asString()).isEqualTo("101");
    }

    @Test
    void an_unknown_bridge_shows_at_the_start() throws Exception {
        Map<String, String> form = form("demo-1", 100);
        form.put("net0", "model=virtio,bridge=vmbr9");
        succeed("pve1", calls.post("nodes/pve1/qemu", form));

        Reply begun = calls.post("nodes/pve1/qemu/100/status/start", Map.of());

        assertThat(status("pve1", begun).path("exitstatus").asString()).isEqualTo("bridge 'vmbr9' does not exist");
    }

    @Test
    void a_machine_answers_at_the_address_that_its_agent_tells_and_keeps_its_disk_when_it_is_off() throws Exception {
        create("pve1", "demo-1", 100);
        Reply off = calls.get("nodes/pve1/qemu/100/agent/network-get-interfaces");
        assertThat(off.message()).isEqualTo("VM 100 is not running");
        start("pve1", 100);
        JsonNode interfaces = interfaces(100);

        assertThat(interfaces.findValuesAsString("name")).containsExactly("lo", "eth0", "eth1");
        String management = interfaces
                .path(1)
                .path("ip-addresses")
                .path(0)
                .path("ip-address")
                .asString();
        String data = interfaces
                .path(2)
                .path("ip-addresses")
                .path(0)
                .path("ip-address")
                .asString();
        assertThat(fake.vm("demo-1").orElseThrow().management()).contains(management);
        assertThat(fake.vm("demo-1").orElseThrow().data()).contains(data);
        assertThat(data).isNotEqualTo(management);
        String key = GuestLogin.hostKey(management, fake.access().guestSshPort(), USER);
        GuestLogin.run(management, fake.access().guestSshPort(), USER, key, "echo kept > /home/tf-user/note");

        succeed("pve1", calls.post("nodes/pve1/qemu/100/status/stop", Map.of()));
        assertThat(calls.get("nodes/pve1/qemu/100/status/current")
                        .data()
                        .path("status")
                        .asString())
                .isEqualTo("stopped");
        assertThat(calls.put("nodes/pve1/qemu/100/config", Map.of("cores", "3"))
                        .data()
                        .isNull())
                .isTrue();
        start("pve1", 100);
        interfaces(100);

        assertThat(GuestLogin.run(management, fake.access().guestSshPort(), USER, key, "cat /home/tf-user/note; nproc"))
                .isEqualTo("kept\n3\n");
        assertThat(calls.delete("nodes/pve1/qemu/100").message()).isEqualTo("VM 100 is running - destroy failed");
    }

    private JsonNode interfaces(int vmid) throws IOException, InterruptedException {
        String path = "nodes/pve1/qemu/%d/agent/network-get-interfaces".formatted(vmid);
        fake.await("the agent answers", LIMIT, any -> {
            try {
                return calls.get(path).status() == 200;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return calls.get(path).data().path("result");
    }

    @Test
    void a_task_takes_its_time_and_locks_its_machine() throws Exception {
        try (Fault slow = fake.faults().slowTasks("qmcreate", "demo-1", Duration.ofMinutes(5))) {
            Reply begun = calls.post("nodes/pve1/qemu", form("demo-1", 100));

            assertThat(slow.hits()).isOne();
            assertThat(status("pve1", begun).path("status").asString()).isEqualTo("running");
            assertThat(calls.post("nodes/pve1/qemu/100/status/start", Map.of()).message())
                    .isEqualTo("VM is locked (create)");
        }
    }

    @Test
    void faults_end_when_they_are_healed() throws Exception {
        try (Fault errors = fake.faults().serverErrors(2, 503, "no quorum")) {
            assertThat(calls.get("version").status()).isEqualTo(503);
            assertThat(calls.get("version").message()).isEqualTo("no quorum");
            assertThat(calls.get("version").status()).isEqualTo(200);
            assertThat(errors.hits()).isEqualTo(2);
        }
        try (Fault dropped = fake.faults().droppedConnections(Faults.ALWAYS)) {
            assertThatThrownBy(() -> calls.get("version")).isInstanceOf(IOException.class);
            assertThat(dropped.hits()).isPositive();
        }
        assertThat(calls.get("version").status()).isEqualTo(200);
        try (Fault taken = fake.faults().vmIdTaken(1)) {
            assertThat(calls.post("nodes/pve1/qemu", form("demo-1", 100)).message())
                    .contains("already exists");
            assertThat(taken.hits()).isOne();
        }
        assertThat(fake.vms()).extracting(FakeVm::name).containsExactly("foreign-100");
    }

    @Test
    void clusters_live_beside_each_other_and_a_machine_that_goes_takes_nothing_of_others_along() throws Exception {
        create("pve1", "one-1", 100);
        create("pve2", "two-1", 101);
        assertThat(calls.get("cluster/resources?type=vm").data().findValuesAsString("node"))
                .containsExactly("pve1", "pve2");

        succeed("pve1", calls.delete("nodes/pve1/qemu/100?purge=1&destroy-unreferenced-disks=1"));

        assertThat(fake.vms()).extracting(FakeVm::name).containsExactly("two-1");
        assertThat(fake.disks())
                .extracting(Volume::id)
                .containsExactly("local-lvm:vm-101-cloudinit", "local-lvm:vm-101-disk-0");
        assertThat(calls.get("nodes/pve1/qemu/100/status/current").message())
                .isEqualTo("Configuration file 'nodes/pve1/qemu-server/100.conf' does not exist");
    }

    @Test
    void what_does_not_fit_on_a_storage_is_refused() throws Exception {
        fake.close();
        start(new FakeProxmoxOptions(directory.resolve("small")).storageGib(300));
        create("pve1", "demo-1", 100);

        Reply begun = calls.put("nodes/pve1/qemu/100/resize", Map.of("disk", "virtio0", "size", "+400G"));

        assertThat(status("pve1", begun).path("exitstatus").asString()).contains("free space in thin pool");
    }

    @Test
    void a_snippet_that_is_missing_or_no_cloud_config_is_noticed() throws Exception {
        Map<String, String> form = form("demo-1", 100);
        form.put("cicustom", "user=local:snippets/none.yaml");
        succeed("pve1", calls.post("nodes/pve1/qemu", form));

        Reply begun = calls.post("nodes/pve1/qemu/100/status/start", Map.of());

        assertThat(status("pve1", begun).path("exitstatus").asString())
                .isEqualTo("can't open '/var/lib/vz/snippets/none.yaml' - No such file or directory");
        assertThat(List.of(calls.get("nodes/pve1/storage/local/content?content=snippets")
                        .data()
                        .size()))
                .containsExactly(0);
    }

    private void snippet(String host, String name, String content) throws IOException {
        Files.writeString(
                directory
                        .resolve("fake/hosts")
                        .resolve(host)
                        .resolve("var/lib/vz/snippets")
                        .resolve(name),
                content);
    }

    private String onDisk(String vm, String path) throws IOException, InterruptedException {
        Path file = fake.vm(vm).orElseThrow().files().resolve(path);
        fake.await(path + " is there", LIMIT, any -> Files.exists(file));
        return Files.readString(file);
    }

    @Test
    void a_guest_runs_its_commands_at_the_first_boot_alone_and_makes_its_temporary_files_at_each() throws Exception {
        snippet("pve1", "demo-1.yaml", """
                #cloud-config
                users: [{name: tf-user, ssh_authorized_keys: ["%s"]}]
                write_files: [{path: /etc/hive/note, content: "hello", permissions: "0600"}]
                bootcmd: ["echo boot >> /var/log/boots"]
                runcmd:
                  - "f=/etc/tmpfiles.d/hive.conf; echo 'f /tmp/vendor-cloud-init-done 0644 root root - done' > $f"
                  - [sh, -c, "echo run >> /var/log/runs"]
                  - no-such-command
                  - "echo done > /tmp/vendor-cloud-init-done"
                """.formatted(USER.publicKey()));
        Map<String, String> form = form("demo-1", 100);
        form.put("cicustom", "user=local:snippets/demo-1.yaml");
        succeed("pve1", calls.post("nodes/pve1/qemu", form));
        start("pve1", 100);
        interfaces(100);

        assertThat(onDisk("demo-1", "etc/hive/note")).isEqualTo("hello");
        assertThat(onDisk("demo-1", "var/log/cloud-init-output.log")).contains("no-such-command: not found");
        succeed("pve1", calls.post("nodes/pve1/qemu/100/status/reset", Map.of()));
        interfaces(100);

        assertThat(onDisk("demo-1", "tmp/vendor-cloud-init-done")).isEqualTo("done");
        assertThat(onDisk("demo-1", "var/log/boots")).isEqualTo("boot\nboot\n");
        assertThat(onDisk("demo-1", "var/log/runs")).isEqualTo("run\n");
    }

    @Test
    void without_snippets_the_image_has_its_say() throws Exception {
        fake.close();
        start(new FakeProxmoxOptions(directory.resolve("fake"))
                .imageConfig("runcmd: [\"echo done > /tmp/vendor-cloud-init-done\"]"));
        create("pve1", "demo-1", 100);
        start("pve1", 100);

        assertThat(onDisk("demo-1", "tmp/vendor-cloud-init-done")).isEqualTo("done\n");
    }

    @Test
    void a_guest_whose_cloud_config_is_broken_lets_nobody_in() throws Exception {
        snippet("pve1", "demo-1.yaml", "#cloud-config\nusers: [\n");
        Map<String, String> form = form("demo-1", 100);
        form.put("cicustom", "user=local:snippets/demo-1.yaml");
        succeed("pve1", calls.post("nodes/pve1/qemu", form));
        start("pve1", 100);
        interfaces(100);

        String address = fake.vm("demo-1").orElseThrow().management().orElseThrow();
        assertThatThrownBy(() -> GuestLogin.hostKey(address, fake.access().guestSshPort(), USER))
                .hasMessageContaining("No more authentication methods available");
    }
}
