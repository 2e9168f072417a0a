package dev.hivecluster.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.tofu.RealTofu;
import dev.hivecluster.remote.SshKeyPair;
import dev.hivecluster.simulator.proxmox.TofuModuleRun.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real tofu and the real provider on the fake. */
class TofuOnFakeProxmoxTest {
    private static final SshKeyPair USER = SshKeyPair.generate("test");
    private static final List<SshKeyPair> HOST_KEYS =
            List.of(SshKeyPair.generate("1"), SshKeyPair.generate("2"), SshKeyPair.generate("3"));

    @TempDir
    Path directory;

    private FakeProxmox fake;
    private TofuModuleRun tofu;

    @BeforeEach
    void start() throws Exception {
        Path binary = RealTofu.withProvidersOf("proxmox");
        fake = FakeProxmox.start(new FakeProxmoxOptions(directory.resolve("fake")).template(9000, "pve1"));
        tofu = new TofuModuleRun(binary, directory.resolve("module"), fake.access())
                .with("cluster_name", "demo")
                .with("node_count", 1)
                .with("upload", "api")
                .with("public_key", USER.publicKey())
                .with(
                        "host_keys",
                        HOST_KEYS.stream().map(SshKeyPair::privateKey).toList());
        tofu.init().succeeded();
    }

    @AfterEach
    void end() {
        if (fake != null) {
            fake.close();
        }
    }

    @Test
    void three_machines_with_snippets_are_made_on_two_hosts_let_people_in_and_leave_nothing_behind() throws Exception {
        tofu.with("upload", "snippet").with("node_count", 3).apply().succeeded();

        assertThat(fake.vms()).extracting(FakeVm::name).containsExactlyInAnyOrder("demo-1", "demo-2", "demo-3");
        assertThat(fake.vms()).extracting(FakeVm::host).containsExactlyInAnyOrder("pve1", "pve2", "pve1");
        assertThat(fake.vms()).extracting(FakeVm::tags).containsOnly(List.of("demo", "hive", "terraform"));
        assertThat(fake.snippets()).hasSize(3);
        assertThat(fake.requests()).extracting(RecordedRequest::status).doesNotContain(501, 400);
        String address = tofu.address("demo-2");
        assertThat(address)
                .isEqualTo(fake.vm("demo-2").orElseThrow().management().orElseThrow());
        String said = GuestLogin.run(
                address,
                fake.access().guestSshPort(),
                USER,
                HOST_KEYS.get(1).publicKey(),
                "hostname; whoami; nproc; cat /tmp/vendor-cloud-init-done");
        assertThat(said.lines()).containsExactly("demo-2", "tf-user", "2", "done");

        assertThat(tofu.plan().status()).isZero();
        tofu.destroy().succeeded();
        assertThat(fake.leftovers()).isEmpty();
        assertThat(fake.disks()).extracting(disk -> disk.vmid().orElseThrow()).containsOnly(9000);
    }

    @Test
    void without_snippets_a_machine_makes_its_own_host_key_and_keeps_it() throws Exception {
        tofu.apply().succeeded();

        String address = tofu.address("demo-1");
        String key = GuestLogin.hostKey(address, fake.access().guestSshPort(), USER);
        assertThat(GuestLogin.run(address, fake.access().guestSshPort(), USER, key, "hostname"))
                .isEqualTo("demo-1\n");
        assertThat(fake.snippets()).isEmpty();
        tofu.destroy().succeeded();
        assertThat(fake.leftovers()).isEmpty();
    }

    @Test
    void a_machine_can_be_a_linked_clone_of_a_template() throws Exception {
        tofu.with("template_vmid", 9000).apply().succeeded();

        assertThat(fake.vm("demo-1").orElseThrow().config().get("virtio0")).startsWith("local-lvm:vm-1");
        assertThat(tofu.plan().status()).isZero();
        tofu.destroy().succeeded();
        assertThat(fake.leftovers()).isEmpty();
    }

    @Test
    void a_silent_agent_leaves_the_address_unknown_and_tofu_only_warns() throws Exception {
        try (Fault silent = fake.faults().agentSilent("demo-1")) {
            Result applied = tofu.with("agent_timeout", "2s").apply();

            assertThat(applied.status()).isZero();
            assertThat(applied.said()).contains("Warning").contains("timeout while waiting for the QEMU agent");
            assertThat(tofu.addresses()).containsEntry("demo-1", "");
            assertThat(silent.hits()).isPositive();
        }
    }

    @Test
    void a_start_that_fails_leaves_a_machine_that_the_next_apply_replaces() throws Exception {
        try (Fault failing =
                fake.faults().failingTasks(Faults.ALWAYS, "qmstart", "demo-1", "start failed: no memory")) {
            Result applied = tofu.apply();

            assertThat(applied.status()).isOne();
            assertThat(applied.said()).contains("start failed: no memory");
            assertThat(fake.vms()).singleElement().matches(vm -> !vm.running());
            assertThat(failing.hits()).isPositive();
        }
        tofu.apply().succeeded();
        assertThat(fake.vms()).singleElement().matches(FakeVm::running);
    }

    @Test
    void the_provider_gets_over_a_lock_that_is_held_for_a_moment() throws Exception {
        try (Fault locked = fake.faults().lockTimeouts(1)) {
            tofu.apply().succeeded();

            assertThat(locked.hits()).isOne();
        }
    }

    @Test
    void a_lock_that_stays_is_an_error_that_names_it() throws Exception {
        try (Fault locked = fake.faults().lockTimeouts(Faults.ALWAYS)) {
            Result applied = tofu.apply();

            assertThat(applied.status()).isOne();
            assertThat(applied.said()).contains("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout");
            assertThat(locked.hits()).isGreaterThan(1);
            assertThat(fake.leftovers()).isEmpty();
        }
    }

    @Test
    void a_full_storage_is_an_error_and_leaves_nothing() throws Exception {
        try (Fault full = fake.faults().storageFull("local-lvm")) {
            Result applied = tofu.apply();

            assertThat(applied.status()).isOne();
            assertThat(applied.said()).contains("free space in thin pool pve/data reached threshold");
            assertThat(full.hits()).isPositive();
            assertThat(fake.leftovers()).isEmpty();
        }
    }

    @Test
    void a_reply_that_is_lost_leaves_a_machine_that_tofu_does_not_know() throws Exception {
        try (Fault lost = fake.faults().lostReplies(1, "POST", "nodes/pve1/qemu")) {
            assertThat(tofu.apply().status()).isOne();

            assertThat(lost.hits()).isOne();
        }
        assertThat(fake.vms()).extracting(FakeVm::name).containsExactly("demo-1");
        tofu.destroy().succeeded();
        assertThat(fake.leftovers()).hasSize(1);
    }

    @Test
    void a_machine_that_vanished_is_made_again() throws Exception {
        tofu.apply().succeeded();
        fake.vanish("demo-1");

        assertThat(tofu.plan().status()).isEqualTo(2);
        tofu.apply().succeeded();

        assertThat(fake.vm("demo-1")).isPresent();
    }

    @Test
    void a_machine_that_does_not_stop_makes_the_destroy_fail_and_stays() throws Exception {
        tofu.apply().succeeded();

        try (Fault stubborn = fake.faults().notStopping("demo-1")) {
            Result destroyed = tofu.destroy();

            assertThat(destroyed.status()).isOne();
            assertThat(destroyed.said()).contains("VM quit/powerdown failed - got timeout");
            assertThat(stubborn.hits()).isPositive();
        }
        assertThat(fake.vm("demo-1")).get().matches(FakeVm::running);
        tofu.destroy().succeeded();
        assertThat(fake.leftovers()).isEmpty();
    }

    @Test
    void while_the_api_is_down_nothing_is_destroyed_and_afterwards_all_is() throws Exception {
        tofu.apply().succeeded();

        try (Fault down = fake.faults().apiDown()) {
            Result destroyed = tofu.destroy();

            assertThat(destroyed.status()).isOne();
            assertThat(destroyed.said()).contains("connection refused");
        }
        assertThat(fake.vm("demo-1")).isPresent();
        tofu.destroy().succeeded();
        assertThat(fake.leftovers()).isEmpty();
    }
}
