package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.tofu.TofuCommand.Outcome;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The module for libvirt, with the real provider on a real libvirt. The machines have an empty disk; it is the firmware of
 * their network card that asks for an address.
 */
class LibvirtModuleTest {
    private static final String CLUSTER_ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final String TAG = "{\"owner\":\"somebody\"}";

    @TempDir
    static Path scratch;

    private static LibvirtDaemon libvirt;
    private static TofuCommand tofu;

    @BeforeAll
    static void start() throws Exception {
        Path binary = RealTofu.withProvidersOf("libvirt");
        libvirt = LibvirtDaemon.start(Files.createDirectory(scratch.resolve("libvirt")));
        tofu = new TofuCommand(binary, scratch.resolve("module"), scratch);
        tofu.copy("libvirt");
        Files.write(scratch.resolve("empty.raw"), new byte[1 << 20]);
        Files.writeString(scratch.resolve("key.pub"), "ssh-ed25519 AAAA tests\n");
        tofu.init();
    }

    @AfterAll
    static void end() throws Exception {
        if (libvirt != null) {
            libvirt.close();
            assertThat(ProcessHandle.allProcesses()
                            .flatMap(process -> process.info().commandLine().stream())
                            .filter(command -> command.contains(scratch.toString()) || command.contains(CLUSTER_ID)))
                    .as("daemons and machines end with the namespaces")
                    .isEmpty();
        }
        // Providers are links to outside, which the clean-up of temporary directories complains of.
        Trees.delete(scratch.resolve("module").resolve(".terraform"));
    }

    @Test
    void machines_are_defined_started_addressed_and_destroyed() throws Exception {
        Cluster cluster = new Cluster("dev1", Map.of("node_count", 2));

        cluster.apply();

        JsonNode inventory = cluster.inventory();
        String network = cluster.network();
        for (int i = 0; i < 2; i++) {
            JsonNode node = inventory.path("nodes").path(i);
            String name = "dev1-" + (i + 1);
            assertThat(node.path("name").asString()).isEqualTo(name);
            assertThat(libvirt.virsh("domstate", name)).isEqualTo("running");
            assertThat(libvirt.virsh("domuuid", name))
                    .isEqualTo(node.path("vm_id").asString());
            assertThat(libvirt.virsh("net-dhcp-leases", network))
                    .as("the address of the inventory is the one that DHCP gave to the first card")
                    .containsPattern("%s +ipv4 +%s/"
                            .formatted(
                                    node.path("macs").path(0).asString(),
                                    node.path("management").asString()));
            assertThat(libvirt.virsh("desc", name)).isEqualTo(CLUSTER_ID + ";dev1;hive;terraform\n" + TAG);
        }
        assertThat(libvirt.virsh("net-list", "--all", "--name")).contains(CLUSTER_ID);
        assertThat(libvirt.virsh("pool-list", "--all", "--name")).contains(CLUSTER_ID);

        // Owner and expiry change on the machine alone, and a plan leaves them as they are.
        libvirt.virsh("desc", "dev1-1", "--config", "--live", "--new-desc", "another");
        assertThat(cluster.with("cluster_tag", "another").plan().exitCode())
                .as("0: there is nothing to do")
                .isZero();
        Outcome more = cluster.with("node_count", 3).plan();
        assertThat(more.output()).as("a third machine").contains("Plan: 4 to add, 0 to change, 0 to destroy.");

        assertThat(seeds())
                .as("what cloud-init reads was written for each machine")
                .hasSize(2);

        cluster.destroy();

        assertNothingIsLeft();
    }

    @Test
    void what_cloud_init_reads_changes_without_a_machine_being_lost() throws Exception {
        Cluster cluster = new Cluster("dev3", Map.of("node_count", 1));
        cluster.apply();
        String machine = libvirt.virsh("domuuid", "dev3-1");
        List<Path> before = seeds();

        cluster.with("timezone", "Europe/Berlin").apply();

        assertThat(libvirt.virsh("domuuid", "dev3-1")).isEqualTo(machine);
        assertThat(libvirt.virsh("domblklist", "dev3-1")).contains(CLUSTER_ID + "-1.iso");
        assertThat(seeds()).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(Files.getPosixFilePermissions(seeds().get(0)))
                .as("there are private keys in it")
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        cluster.destroy();

        assertNothingIsLeft();
    }

    @Test
    void a_machine_that_gets_no_address_can_be_destroyed() throws Exception {
        Cluster cluster =
                new Cluster("dev2", Map.of("node_count", 1, "boot_devices", List.of("hd"), "lease_timeout", "1s"));

        Outcome apply = cluster.run("apply", "-auto-approve");

        assertThat(apply.exitCode()).as(apply.output()).isEqualTo(1);
        assertThat(apply.output()).contains("couldn't retrieve IP address");
        assertThat(libvirt.virsh("list", "--name"))
                .as("the machine runs, although its address is not known")
                .contains("dev2-1");

        cluster.destroy();

        assertNothingIsLeft();
    }

    private static void assertNothingIsLeft() throws IOException, InterruptedException {
        assertThat(libvirt.virsh("list", "--all", "--name")).isEmpty();
        assertThat(libvirt.virsh("net-list", "--all", "--name")).isEmpty();
        assertThat(libvirt.virsh("pool-list", "--all", "--name")).isEmpty();
        try (Stream<Path> pools = Files.list(libvirt.pools())) {
            assertThat(pools).isEmpty();
        }
        assertThat(seeds()).isEmpty();
    }

    /** The disks that cloud-init reads, on the side of tofu. */
    private static List<Path> seeds() throws IOException {
        try (Stream<Path> files = Files.walk(scratch.resolve("module"))) {
            return files.filter(file -> file.toString().endsWith(".iso")).toList();
        }
    }

    /** Variables and a state. */
    private record Cluster(String name, Map<String, Object> variables) {
        Cluster(String name, Map<String, Object> variables) {
            this.name = name;
            this.variables = new HashMap<>(Map.of(
                    "cluster_name",
                    name,
                    "cluster_id",
                    CLUSTER_ID,
                    "cluster_tag",
                    TAG,
                    "cpu_cores",
                    1,
                    "memory_mb",
                    512,
                    "disk_size_gb",
                    1,
                    "ssh_public_key_path",
                    scratch.resolve("key.pub").toString(),
                    "os_image",
                    scratch.resolve("empty.raw").toString(),
                    "domain_type",
                    "qemu",
                    "boot_devices",
                    List.of("network")));
            this.variables.put("libvirt_uri", libvirt.uri());
            this.variables.put("pool_path", libvirt.pools().toString());
            this.variables.putAll(variables);
        }

        Cluster with(String variable, Object value) {
            Map<String, Object> changed = new HashMap<>(variables);
            changed.put(variable, value);
            return new Cluster(name, changed);
        }

        String network() {
            return "hive-%s-%s-management".formatted(name, CLUSTER_ID);
        }

        void apply() throws IOException, InterruptedException {
            Outcome outcome = run("apply", "-auto-approve");
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        }

        Outcome plan() throws IOException, InterruptedException {
            return run("plan", "-detailed-exitcode");
        }

        void destroy() throws IOException, InterruptedException {
            Outcome outcome = run("destroy", "-auto-approve", "-refresh=false");
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        }

        JsonNode inventory() throws IOException, InterruptedException {
            Outcome outcome = tofu.run("output", "-state=" + state(), "-json", "inventory");
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            return Json.parse("the output of the module", outcome.output(), JsonNode.class);
        }

        private Outcome run(String command, String option, String... more) throws IOException, InterruptedException {
            Path file = scratch.resolve(name + ".tfvars.json");
            Files.writeString(file, Json.line(variables));
            String[] arguments = Stream.concat(
                            Stream.of(
                                    command,
                                    option,
                                    "-input=false",
                                    "-no-color",
                                    "-state=" + state(),
                                    "-var-file=" + file),
                            Stream.of(more))
                    .toArray(String[]::new);
            return tofu.run(arguments);
        }

        private Path state() {
            return scratch.resolve(name + ".tfstate");
        }
    }
}
