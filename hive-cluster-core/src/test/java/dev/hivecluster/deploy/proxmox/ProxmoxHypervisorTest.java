package dev.hivecluster.deploy.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.tofu.MachineTag;
import dev.hivecluster.deploy.tofu.TaggedMachine;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.event.EventStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxmoxHypervisorTest {
    private static final String ID = "0b7c7ba1-0e4f-4f8c-9d0a-8f6f5a3f2c11";
    private static final String OTHER_ID = "9d3b0000-1111-4222-8333-444455556666";
    private static final MachineTag TAG = new MachineTag(
            Optional.of(new Owner("ci", 7, Instant.EPOCH, "s")),
            Optional.empty(),
            false,
            Optional.of(Instant.parse("2026-11-02T00:00:00Z")),
            Optional.empty());
    private static final TaggedMachine MACHINE =
            new TaggedMachine(new Machine("demo-1", "100", ID, Machine.Power.ON), "demo", "pve1", TAG);
    private static final String STOP = "POST nodes/pve1/qemu/100/status/stop";
    private static final String DELETE = "DELETE nodes/pve1/qemu/100?purge=1&destroy-unreferenced-disks=1";

    private final EventSink events = new EventStream(Clock.systemUTC(), List.of());
    private ScriptedProxmox proxmox;
    private ProxmoxHypervisor hypervisor;

    @BeforeEach
    void an_api_answers() throws Exception {
        proxmox = new ScriptedProxmox();
        hypervisor = new ProxmoxHypervisor(proxmox.client());
        proxmox.on("GET nodes", "[{\"node\": \"pve1\", \"status\": \"online\"}]");
    }

    @AfterEach
    void it_ends() {
        proxmox.close();
    }

    private void demoRuns() {
        proxmox.on("GET nodes/pve1/qemu/100/config", config(ID))
                .on("GET nodes/pve1/qemu/100/status/current", "{\"status\": \"running\"}")
                .on(STOP, "\"UPID:stop\"")
                .on(DELETE, "\"UPID:delete\"");
    }

    private static String config(String id) {
        return "{\"tags\": \"%s;demo;hive;terraform\", \"description\": %s}"
                .formatted(id, "\"" + TAG.line().replace("\"", "\\\"") + "\\n\"");
    }

    private void task(String id, String status) {
        proxmox.on("GET nodes/pve1/tasks/" + id + "/status", status);
    }

    @Test
    void only_machines_with_our_tag_and_a_record_are_ours() throws Exception {
        proxmox.on("GET nodes/pve1/qemu", """
                [{"vmid": 100, "name": "demo-1", "status": "running", "tags": "%s;demo;hive;terraform"},
                 {"vmid": 101, "name": "hive-2", "status": "stopped", "tags": "%s;hive;terraform"},
                 {"vmid": 102, "name": "db", "status": "running", "tags": "production"},
                 {"vmid": 103, "name": "by-hand-1", "status": "running", "tags": "by-hand;hive;terraform"},
                 {"vmid": 104, "status": "running"}]""".formatted(ID, OTHER_ID))
                .on("GET nodes/pve1/qemu/100/config", config(ID))
                .on("GET nodes/pve1/qemu/101/config", "{\"description\": \"changed by hand\"}");

        assertThat(hypervisor.machines())
                .containsExactly(
                        MACHINE,
                        new TaggedMachine(
                                new Machine("hive-2", "101", OTHER_ID, Machine.Power.OFF),
                                "hive",
                                "pve1",
                                MachineTag.UNKNOWN));
    }

    @Test
    void machines_that_are_being_made_have_no_tags_yet_and_may_be_anybodys() throws Exception {
        proxmox.on("GET nodes/pve1/qemu", """
                [{"vmid": 100, "status": "stopped", "lock": "create"},
                 {"vmid": 101, "name": "demo-2", "status": "stopped", "lock": "clone", "tags": "%s;demo;hive;terraform"},
                 {"vmid": 102, "name": "db", "status": "running", "lock": "backup"}]""".formatted(ID));

        assertThat(hypervisor.unfinished()).containsExactly("VM pve1/100 is being made");
    }

    @Test
    void machines_on_a_host_that_is_down_are_not_forgotten() throws Exception {
        proxmox.close();
        proxmox = new ScriptedProxmox();
        hypervisor = new ProxmoxHypervisor(proxmox.client());
        proxmox.on(
                        "GET nodes",
                        "[{\"node\": \"pve1\", \"status\": \"online\"}, {\"node\": \"pve2\", \"status\": \"offline\"}]")
                .on("GET nodes/pve1/qemu", "[]")
                .on("GET cluster/resources?type=vm", """
                        [{"vmid": 105, "node": "pve2", "name": "demo-2", "status": "unknown", "tags": "%s;demo;hive;terraform"}]""".formatted(ID))
                .on("GET nodes/pve2/qemu/105/config", 595, "");

        assertThat(hypervisor.machines())
                .containsExactly(new TaggedMachine(
                        new Machine("demo-2", "105", ID, Machine.Power.UNKNOWN), "demo", "pve2", MachineTag.UNKNOWN));
    }

    @Test
    void a_machine_that_runs_is_stopped_and_deleted() throws Exception {
        demoRuns();
        task("UPID:stop", "{\"status\": \"running\"}");
        task("UPID:stop", "{\"status\": \"stopped\", \"exitstatus\": \"OK\"}");
        task("UPID:delete", "{\"status\": \"stopped\", \"exitstatus\": \"WARNINGS: 1\"}");

        hypervisor.destroy(MACHINE, events);

        assertThat(proxmox.changes()).containsExactly(STOP, DELETE);
    }

    @Test
    void a_lock_is_waited_for() throws Exception {
        proxmox.on(
                STOP,
                500,
                "{\"data\": null, \"message\": \"can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout\\n\"}");
        demoRuns();
        task("UPID:stop", "{\"status\": \"stopped\", \"exitstatus\": \"VM is locked (backup)\"}");
        task("UPID:stop", "{\"status\": \"stopped\", \"exitstatus\": \"OK\"}");
        task("UPID:delete", "{\"status\": \"stopped\", \"exitstatus\": \"OK\"}");
        proxmox.on("GET nodes/pve1/tasks/UPID:stop/log", "[]");

        hypervisor.destroy(MACHINE, events);

        assertThat(proxmox.changes()).containsExactly(STOP, STOP, STOP, DELETE);
    }

    @Test
    void a_machine_that_does_not_stop_is_named_with_what_the_task_wrote_and_how_to_go_on() {
        demoRuns();
        task("UPID:stop", "{\"status\": \"stopped\", \"exitstatus\": \"exit code 1\"}");
        proxmox.on(
                "GET nodes/pve1/tasks/UPID:stop/log",
                "[{\"n\": 1, \"t\": \"VM quit/powerdown failed\"}, {\"n\": 2, \"t\": \"TASK ERROR: exit code 1\"}]");

        assertThatThrownBy(() -> hypervisor.destroy(MACHINE, events))
                .isInstanceOf(DeployException.class)
                .hasMessage(
                        "demo-1 (VM 100 on host pve1) cannot be destroyed: the stop of pve1/100 failed on host pve1: exit code 1 (VM quit/powerdown failed; TASK ERROR: exit code 1). On that host, qm stop 100 and qm destroy 100 --purge do the same by hand");
        assertThat(proxmox.changes()).doesNotContain(DELETE);
    }

    @Test
    void a_machine_that_is_gone_is_no_failure() throws Exception {
        proxmox.on(
                "GET nodes/pve1/qemu/100/config",
                500,
                "{\"data\": null, \"message\": \"Configuration file 'nodes/pve1/qemu-server/100.conf' does not exist\\n\"}");

        hypervisor.destroy(MACHINE, events);

        assertThat(proxmox.changes()).isEmpty();
    }

    @Test
    void a_machine_that_got_the_id_of_ours_is_not_touched() throws Exception {
        proxmox.on("GET nodes/pve1/qemu/100/config", config(OTHER_ID));

        hypervisor.destroy(MACHINE, events);

        assertThat(proxmox.changes()).isEmpty();
    }

    @Test
    void cloud_init_files_of_the_cluster_alone_are_remnants() throws Exception {
        proxmox.on("GET nodes/pve1/storage?content=snippets&enabled=1", "[{\"storage\": \"local\"}]")
                .on("GET nodes/pve1/storage/local/content?content=snippets", """
                        [{"volid": "local:snippets/hive-%s-1.yaml"}, {"volid": "local:snippets/hive-%s-1.yaml"}]""".formatted(ID, OTHER_ID))
                .on("DELETE nodes/pve1/storage/local/content/local:snippets/hive-%s-1.yaml".formatted(ID), "null");

        assertThat(hypervisor.remnants(ID)).containsExactly("local:snippets/hive-%s-1.yaml on pve1".formatted(ID));
        hypervisor.destroyRemnants(ID, events);

        assertThat(proxmox.changes())
                .containsExactly("DELETE nodes/pve1/storage/local/content/local:snippets/hive-%s-1.yaml".formatted(ID));
    }

    @Test
    void a_machine_is_told_who_keeps_it() throws Exception {
        proxmox.on("PUT nodes/pve1/qemu/100/config", "null");

        hypervisor.tag(MACHINE, TAG);

        assertThat(proxmox.changes()).containsExactly("PUT nodes/pve1/qemu/100/config description=" + TAG.line());
    }

    @Test
    void a_token_that_is_refused_is_named_but_not_shown() throws Exception {
        ProxmoxClient stranger = new ProxmoxClient(proxmox.endpoint(), "hive@pve!ci=wrong", Optional.empty());

        assertThatThrownBy(() -> new ProxmoxHypervisor(stranger).machines())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("401 invalid token value!")
                .hasMessageContaining("PROXMOX_VE_API_TOKEN")
                .hasMessageNotContaining("hive@pve!ci=wrong");
    }

    @Test
    void a_missing_right_is_told_in_the_words_of_proxmox() {
        proxmox.on(
                "GET nodes/pve1/qemu",
                403,
                "{\"data\": null, \"message\": \"Permission check failed (/vms, VM.Audit)\"}");

        assertThatThrownBy(() -> hypervisor.machines())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("403 Permission check failed (/vms, VM.Audit)")
                .hasMessageContaining("docs/proxmox.md");
    }

    @Test
    void what_is_no_proxmox_is_told_so() {
        proxmox.on("GET nodes/pve1/qemu", 200, "<html>welcome</html>");

        assertThatThrownBy(() -> hypervisor.machines())
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith("what answers at %s is no Proxmox VE".formatted(proxmox.endpoint()));
    }

    @Test
    void an_api_that_does_not_answer_is_told_so() throws Exception {
        URI nobody;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:%d/".formatted(taken.getLocalPort()));
        }
        ProxmoxClient client = new ProxmoxClient(nobody, ScriptedProxmox.TOKEN, Optional.empty());

        assertThatThrownBy(() -> new ProxmoxHypervisor(client).machines())
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith("the Proxmox API at %s does not answer".formatted(nobody));
    }
}
