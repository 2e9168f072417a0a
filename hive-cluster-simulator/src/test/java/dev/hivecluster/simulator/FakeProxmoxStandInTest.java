package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.proxmox.ProxmoxAccess;
import dev.hivecluster.deploy.proxmox.ProxmoxStandIn;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.simulator.proxmox.ProxmoxCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The faked Proxmox as a process of its own, from start to end. */
class FakeProxmoxStandInTest {
    @TempDir
    Path clusters;

    private final EventStream events = new EventStream(Clock.systemUTC(), List.of());
    private final FakeProxmoxStandIn standIn = new FakeProxmoxStandIn();
    private StandingCluster cluster;

    @BeforeEach
    void record() throws Exception {
        cluster = new StandingCluster(clusters);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    private ProxmoxAccess start() throws Exception {
        return standIn.start(cluster.spec(), cluster.directory(), events);
    }

    @Test
    void core_finds_it() {
        assertThat(ServiceLoader.load(ProxmoxStandIn.class)).singleElement().isInstanceOf(FakeProxmoxStandIn.class);
    }

    @Test
    void it_answers_is_found_by_others_and_ends_when_it_is_told() throws Exception {
        ProxmoxAccess access = start();

        assertThat(new ProxmoxCalls(access).get("version").status()).isEqualTo(200);
        assertThat(start()).isEqualTo(access);
        assertThat(new FakeProxmoxStandIn().find(cluster.directory())).contains(access);
        standIn.end(cluster.directory(), events);

        assertThat(cluster.runs()).isFalse();
        assertThat(standIn.find(cluster.directory())).isEmpty();
        assertThat(new FakeProxmoxFiles(cluster.directory()).root()).doesNotExist();
        standIn.end(cluster.directory(), events);
    }

    @Test
    void its_secrets_are_its_owners_alone() throws Exception {
        ProxmoxAccess access = start();

        FakeProxmoxFiles files = new FakeProxmoxFiles(cluster.directory());
        for (Path secret : List.of(
                files.access(), files.process().state(), access.sshPrivateKey().orElseThrow())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as(secret.toString())
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(files.process().log()))
                .contains("test double")
                .doesNotContain(access.apiToken());
        assertThat(List.of(cluster.process().info().arguments().orElseThrow()))
                .noneMatch(argument -> argument.contains(access.apiToken()));
    }

    @Test
    void with_a_machine_in_it_it_does_not_end_and_says_what_is_left() throws Exception {
        ProxmoxCalls calls = new ProxmoxCalls(start());
        calls.post("nodes/pve1/qemu", Map.of("vmid", "100", "name", "demo-1")).data();

        assertThatThrownBy(() -> standIn.end(cluster.directory(), events))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("the faked Proxmox of cluster standing is not ended")
                .hasMessageContaining("VM 100 demo-1 on pve1");
        assertThat(cluster.runs()).isTrue();
        calls.delete("nodes/pve1/qemu/100").data();
        standIn.end(cluster.directory(), events);

        assertThat(cluster.runs()).isFalse();
    }

    @Test
    void after_a_crash_it_is_gone_and_start_makes_a_new_one() throws Exception {
        ProxmoxAccess before = start();
        ProcessHandle process = cluster.process();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);

        assertThat(standIn.find(cluster.directory())).isEmpty();
        assertThat(start().apiToken()).isNotEqualTo(before.apiToken());
    }

    @Test
    void a_process_that_does_not_answer_is_an_error_that_names_it() throws Exception {
        start();
        Files.delete(new FakeProxmoxFiles(cluster.directory()).process().state());

        assertThatThrownBy(() -> standIn.find(cluster.directory()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("does not answer")
                .hasMessageContaining("kill " + cluster.process().pid());
    }

    @Test
    void it_ends_with_all_its_files_when_nobody_needs_its_cluster_any_more() throws Exception {
        start();
        ProcessHandle process = cluster.process();

        cluster.record(record -> record.completed(Phase.DESTROYED));

        process.onExit().get(10, TimeUnit.SECONDS);
        assertThat(cluster.directory().deployer()).doesNotExist();
        assertThat(cluster.directory().record()).map(ClusterRecord::phase).contains(Phase.DESTROYED);
    }

    @Test
    void one_that_hangs_while_nobody_needs_it_is_an_orphan_that_can_be_destroyed() throws Exception {
        start();
        cluster.hang();
        // Nobody needs to wait for an answer from it.
        Files.delete(new FakeProxmoxFiles(cluster.directory()).process().state());
        cluster.record(record -> record.completed(Phase.DESTROYED));

        var orphan = cluster.deployer().orphans(Map.of(), Instant.now()).stream()
                .filter(each -> each.recordId().equals(cluster.id()))
                .findFirst()
                .orElseThrow();
        assertThat(orphan.description())
                .isEqualTo("the faked Proxmox of cluster standing, process "
                        + cluster.process().pid());
        cluster.deployer().destroy(orphan, Map.of(), events);

        assertThat(cluster.runs()).isFalse();
        assertThat(cluster.directory().deployer()).doesNotExist();
    }
}
