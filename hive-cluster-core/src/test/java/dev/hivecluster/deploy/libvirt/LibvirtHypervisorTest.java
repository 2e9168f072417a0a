package dev.hivecluster.deploy.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.tofu.LibvirtDaemon;
import dev.hivecluster.deploy.tofu.MachineTag;
import dev.hivecluster.deploy.tofu.TaggedMachine;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.event.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the deployer asks of a real libvirt, without tofu: the machines are defined here, and have nothing to boot from. */
class LibvirtHypervisorTest {
    private static final MachineTag TAG = new MachineTag(
            Optional.empty(), Optional.empty(), true, Optional.of(Instant.EPOCH), Optional.of("/builds/<a> & 'b'"));

    @TempDir
    static Path scratch;

    private static LibvirtDaemon libvirt;

    private final EventSink events = new EventStream(Clock.systemUTC(), List.of());
    private final String recordId = UUID.randomUUID().toString();
    private LibvirtHypervisor hypervisor;

    @BeforeAll
    static void start() throws Exception {
        libvirt = LibvirtDaemon.start(Files.createDirectory(scratch.resolve("libvirt")));
    }

    @AfterAll
    static void end() throws Exception {
        if (libvirt != null) {
            libvirt.close();
        }
    }

    @BeforeEach
    void ask() {
        hypervisor = new LibvirtHypervisor(new Virsh(libvirt.uri()));
    }

    @Test
    void machines_are_told_by_their_tags_and_those_of_others_are_not() throws Exception {
        String running = define("found-1", description("found"));
        libvirt.virsh("start", running);
        String stopped = define("found-2", description("found") + "\n" + TAG.line());
        define("mail", "the mail server\nhive");
        define("nameless", "");

        List<TaggedMachine> machines = ours();

        assertThat(machines)
                .containsExactlyInAnyOrder(
                        new TaggedMachine(
                                new Machine("found-1", running, recordId, Machine.Power.ON),
                                "found",
                                libvirt.uri(),
                                MachineTag.UNKNOWN),
                        new TaggedMachine(
                                new Machine("found-2", stopped, recordId, Machine.Power.OFF),
                                "found",
                                libvirt.uri(),
                                TAG));
        assertThat(hypervisor.machines())
                .extracting(machine -> machine.machine().name())
                .doesNotContain("mail", "nameless");
    }

    @Test
    void power_comes_and_goes_and_what_is_so_already_is_no_failure() throws Exception {
        TaggedMachine machine = machine("power-1");

        hypervisor.powerOn(machine);
        hypervisor.powerOn(machine);
        assertThat(power()).isEqualTo(Machine.Power.ON);

        hypervisor.powerOff(machine);
        hypervisor.powerOff(machine);
        assertThat(power()).isEqualTo(Machine.Power.OFF);
    }

    @Test
    void a_machine_that_is_paused_is_neither_on_nor_off() throws Exception {
        TaggedMachine machine = machine("paused-1");
        hypervisor.powerOn(machine);

        libvirt.virsh("suspend", "paused-1");

        assertThat(power()).isEqualTo(Machine.Power.UNKNOWN);
    }

    @Test
    void power_over_a_machine_that_is_gone_is_a_failure_that_names_it() throws Exception {
        TaggedMachine machine = machine("vanished-1");
        libvirt.virsh("undefine", "vanished-1");

        assertThatThrownBy(() -> hypervisor.powerOff(machine))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(machine.machine().id());
        assertThatThrownBy(() -> hypervisor.powerOn(machine))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(machine.machine().id());
    }

    @Test
    void who_is_responsible_for_a_machine_that_runs_is_known_at_once_and_after_it_was_off() throws Exception {
        TaggedMachine machine = machine("tagged-1");
        hypervisor.powerOn(machine);

        hypervisor.tag(machine, TAG);

        assertThat(ours()).extracting(TaggedMachine::tag).containsExactly(TAG);
        hypervisor.powerOff(machine);
        assertThat(ours()).extracting(TaggedMachine::tag).containsExactly(TAG);
        assertThat(libvirt.virsh("desc", "tagged-1")).isEqualTo(description("tagged") + "\n" + TAG.line());
    }

    @Test
    void who_is_responsible_for_a_machine_that_is_off_can_change() throws Exception {
        TaggedMachine machine = machine("tagged-2");

        hypervisor.tag(machine, TAG);
        hypervisor.tag(machine, MachineTag.UNKNOWN);
        hypervisor.tag(machine, TAG);

        assertThat(ours()).extracting(TaggedMachine::tag).containsExactly(TAG);
    }

    @Test
    void machines_are_destroyed_whether_they_run_or_not_or_are_saved_or_gone() throws Exception {
        TaggedMachine running = machine("doomed-1");
        hypervisor.powerOn(running);
        TaggedMachine stopped = machine("doomed-2");
        TaggedMachine saved = machine("doomed-3");
        hypervisor.powerOn(saved);
        libvirt.virsh("managedsave", "doomed-3");
        TaggedMachine gone = machine("doomed-4");
        libvirt.virsh("undefine", "doomed-4");
        String other = define("spared", "of somebody else");
        libvirt.virsh("start", other);

        for (TaggedMachine machine : List.of(running, stopped, saved, gone)) {
            hypervisor.destroy(machine, events);
        }

        assertThat(ours()).isEmpty();
        assertThat(libvirt.virsh("list", "--all", "--name")).contains("spared").doesNotContain("doomed");
        assertThat(libvirt.virsh("domstate", "spared")).isEqualTo("running");
    }

    @Test
    void pools_with_their_volumes_and_networks_are_destroyed_by_the_id_of_the_record() throws Exception {
        String pool = definePool("cluster-" + recordId);
        libvirt.virsh("pool-start", pool);
        libvirt.virsh("vol-create-as", pool, recordId + "-1.qcow2", "1M", "--format", "qcow2");
        libvirt.virsh("vol-create-as", pool, "of another hand", "1M");
        String active = defineNetwork(recordId + "-management");
        libvirt.virsh("net-start", active);
        String inactive = defineNetwork(recordId + "-data");
        String foreignPool = definePool("other");
        String foreignNetwork = defineNetwork("other");

        assertThat(hypervisor.remnants(recordId))
                .containsExactlyInAnyOrder(
                        "the storage pool " + pool, "the network " + active, "the network " + inactive);

        hypervisor.destroyRemnants(recordId, events);
        assertThat(hypervisor.remnants(recordId)).isEmpty();
        assertThat(libvirt.pools().resolve(pool)).doesNotExist();
        assertThat(libvirt.virsh("pool-list", "--all", "--name")).contains(foreignPool);
        assertThat(libvirt.pools().resolve(foreignPool)).isDirectory();
        assertThat(libvirt.virsh("net-list", "--all", "--name")).contains(foreignNetwork);

        hypervisor.destroyRemnants(recordId, events);
    }

    @Test
    void a_pool_that_was_never_started_is_destroyed_with_what_lies_in_it() throws Exception {
        String pool = definePool("half-" + recordId);
        Files.writeString(libvirt.pools().resolve(pool).resolve("disk.raw"), "left by a tofu that was killed");

        hypervisor.destroyRemnants(recordId, events);

        assertThat(hypervisor.remnants(recordId)).isEmpty();
        assertThat(libvirt.pools().resolve(pool)).doesNotExist();
    }

    @Test
    void a_pool_is_destroyed_although_somebody_has_deleted_its_directory() throws Exception {
        String active = definePool("active-" + recordId);
        libvirt.virsh("pool-start", active);
        String inactive = definePool("inactive-" + recordId);
        Trees.delete(libvirt.pools().resolve(active));
        Trees.delete(libvirt.pools().resolve(inactive));

        hypervisor.destroyRemnants(recordId, events);

        assertThat(hypervisor.remnants(recordId)).isEmpty();
        assertThat(libvirt.pools()).isDirectoryNotContaining(path -> path.endsWith(active) || path.endsWith(inactive));
    }

    @Test
    void a_libvirt_that_cannot_be_reached_is_named() {
        LibvirtHypervisor nowhere = new LibvirtHypervisor(new Virsh("qemu:///system?socket=/nowhere"));

        assertThatThrownBy(nowhere::machines)
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("qemu:///system?socket=/nowhere")
                .hasMessageContaining("failed to connect");
    }

    private String description(String cluster) {
        return "%s;%s;hive;terraform".formatted(recordId, cluster);
    }

    /** One of the cluster of this test, switched off. */
    private TaggedMachine machine(String name) throws Exception {
        String uuid = define(name, description(name.substring(0, name.indexOf('-'))));
        return ours().stream()
                .filter(machine -> machine.machine().id().equals(uuid))
                .findFirst()
                .orElseThrow();
    }

    private List<TaggedMachine> ours() throws Exception {
        return hypervisor.machines().stream()
                .filter(machine -> machine.machine().recordId().equals(recordId))
                .toList();
    }

    private Machine.Power power() throws Exception {
        return ours().get(0).machine().power();
    }

    /** @return its UUID */
    private static String define(String name, String description) throws IOException, InterruptedException {
        String xml = """
                <domain type='qemu'>
                  <name>%s</name>
                  <description>%s</description>
                  <memory unit='MiB'>32</memory>
                  <os><type arch='x86_64'>hvm</type></os>
                </domain>
                """.formatted(name, description.replace("&", "&amp;").replace("<", "&lt;"));
        libvirt.virsh(
                "define", Files.writeString(scratch.resolve(name + ".xml"), xml).toString());
        return libvirt.virsh("domuuid", name);
    }

    private static String definePool(String name) throws IOException, InterruptedException {
        Path target = Files.createDirectory(libvirt.pools().resolve(name));
        libvirt.virsh("pool-define-as", name, "dir", "--target", target.toString());
        return name;
    }

    private static String defineNetwork(String name) throws IOException, InterruptedException {
        String xml = "<network><name>%s</name></network>".formatted(name);
        libvirt.virsh(
                "net-define",
                Files.writeString(scratch.resolve(name + ".xml"), xml).toString());
        return name;
    }
}
