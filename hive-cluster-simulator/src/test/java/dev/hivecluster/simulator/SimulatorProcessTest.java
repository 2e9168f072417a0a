package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.OwnSession;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the deployer's process is like, and what becomes of it when things go wrong. */
class SimulatorProcessTest {
    @TempDir
    Path clusters;

    private StandingCluster cluster;

    @BeforeEach
    void make() throws Exception {
        cluster = new StandingCluster(clusters.resolve("a directory with \"quotes\" and a #"));
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void it_leads_a_session_of_its_own_and_reads_nothing_from_the_terminal() throws Exception {
        cluster.up(1);

        Path proc = Path.of("/proc", Long.toString(cluster.process().pid()));
        String stat = Files.readString(proc.resolve("stat"));
        String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
        assertThat(session).isEqualTo(Long.toString(cluster.process().pid()));
        assertThat(proc.resolve("fd/0").toRealPath()).hasToString("/dev/null");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void its_command_line_names_the_cluster_and_holds_no_secret() throws Exception {
        cluster.up(1);

        String line = Files.readString(
                Path.of("/proc", Long.toString(cluster.process().pid()), "cmdline"));
        assertThat(line)
                .contains(cluster.directory().recordId())
                .contains(cluster.directory().path().toString())
                .doesNotContain(cluster.state().token());
    }

    @Test
    void what_it_must_not_tell_others_only_its_owner_can_read() throws Exception {
        Inventory inventory = cluster.up(1);

        SimulatorFiles files = cluster.files();
        for (Path secret : List.of(
                files.state(),
                files.arguments(),
                files.plan(),
                files.hostKey(inventory.node(1).name()),
                cluster.directory().sshKey())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as(secret.toString())
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(files.log()))
                .contains("This is a test double")
                .contains("loopback addresses only")
                .doesNotContain(cluster.state().token());
    }

    @Test
    void variables_for_hive_and_for_other_jvms_do_not_reach_it() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", "/usr/bin",
                "HOME", "/home/me",
                "HIVE_BASE_DIR", "/home/me/hive",
                "AWS_PROFILE", "production",
                "JAVA_TOOL_OPTIONS", "-agentlib:jdwp=transport=dt_socket,address=5005",
                "CLASSPATH", "/somewhere"));

        SimulatorLauncher.clean(environment);

        assertThat(environment).containsOnlyKeys("PATH", "HOME");
    }

    @Test
    void one_signal_ends_it() throws Exception {
        cluster.up(1);
        ProcessHandle process = cluster.process();

        process.destroy();

        assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        assertThat(Files.readString(cluster.files().log())).endsWith("ended\n");
    }

    @Test
    void after_a_crash_up_makes_new_machines() throws Exception {
        cluster.up(2);
        ProcessHandle crashed = cluster.process();
        crashed.destroyForcibly();
        crashed.onExit().get(10, TimeUnit.SECONDS);
        assertThat(cluster.deployer().machines(cluster.directory())).isEmpty();

        cluster.up(2);

        assertThat(cluster.process().pid()).isNotEqualTo(crashed.pid());
        assertThat(cluster.deployer().machines(cluster.directory()))
                .extracting(Machine::power)
                .containsExactly(Machine.Power.ON, Machine.Power.ON);
    }

    @Test
    void a_process_that_got_lost_half_way_is_replaced() throws Exception {
        cluster.up(1);
        long lost = cluster.process().pid();
        Files.delete(cluster.files().state());

        assertThat(cluster.deployer().machines(cluster.directory()))
                .extracting(Machine::power)
                .containsExactly(Machine.Power.UNKNOWN);
        cluster.up(1);

        assertThat(cluster.process().pid()).isNotEqualTo(lost);
        assertThat(ProcessHandle.of(lost).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void without_its_state_file_no_machine_can_be_switched_and_the_error_says_what_to_do() throws Exception {
        Node node = cluster.up(1).node(1);
        Files.delete(cluster.files().state());

        assertThatThrownBy(() -> cluster.deployer().powerOff(cluster.directory(), node))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("simulator.json")
                .hasMessageContaining("down");
    }

    @Test
    void a_process_that_no_longer_listens_is_killed() throws Exception {
        cluster.up(1);
        ProcessHandle process = cluster.process();
        cluster.hang();

        cluster.down();

        assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        assertThat(cluster.warnings()).singleElement().asString().contains("is killed");
    }

    @Test
    void a_process_that_cannot_start_is_an_error_with_what_it_said() {
        SimulatedDeployer broken = new SimulatedDeployer(new SimulatorLauncher(OwnSession.find(), Broken.class));

        assertThatThrownBy(() -> cluster.up(broken, 1, Map.of()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("status 7")
                .hasMessageContaining("simulator.log")
                .hasMessageContaining("the disk is full");
    }

    @Test
    void whatever_goes_wrong_in_it_is_in_its_log() throws Exception {
        SimulatedDeployer troubled = new SimulatedDeployer(new SimulatorLauncher(OwnSession.find(), Troubled.class));

        assertThatThrownBy(() -> cluster.up(troubled, 1, Map.of()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("ERROR: thread worker has ended")
                .hasMessageContaining("IllegalStateException: no room for --token <redacted>");

        assertThat(Files.readString(cluster.files().log()))
                .contains("WARNING: the machines are not done")
                .doesNotContain("t0ps3cr3t");
    }

    @Test
    void without_a_session_of_its_own_it_starts_with_a_warning() throws Exception {
        cluster.up(new SimulatedDeployer(new SimulatorLauncher(Optional.empty(), SimulatorMain.class)), 1, Map.of());

        assertThat(cluster.warnings())
                .singleElement()
                .asString()
                .contains("setsid")
                .contains("Ctrl-C");
    }

    @Test
    void a_change_that_would_lose_everything_is_refused_with_what_would_change() throws Exception {
        cluster.up(2);
        long before = cluster.process().pid();

        assertThatThrownBy(() -> cluster.up(1, Map.of("hive.simulator.timeScale", "0.5")))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("nodes from 2 to 1")
                .hasMessageContaining("time scale from 0.02 to 0.5")
                .hasMessageContaining("-Dhive.replace=true");
        assertThat(cluster.process().pid()).isEqualTo(before);
    }

    @Test
    void where_nodes_share_127_0_0_1_the_inventory_names_their_ports_and_people_are_told() throws Exception {
        Inventory inventory = cluster.up(2, Map.of("hive.simulator.addresses", "mapped"));

        assertThat(inventory.nodes()).extracting(Node::management).containsOnly("127.0.0.1");
        assertThat(inventory.nodes()).extracting(Node::sshPort).doesNotHaveDuplicates();
        assertThat(inventory.node(2).endpoints().gateway().toString()).matches("https://127\\.0\\.0\\.1:\\d{5}");
        assertThat(cluster.warnings()).singleElement().asString().contains("share 127.0.0.1");
    }

    @Test
    void down_leaves_the_log_and_nothing_else_of_its_own() throws Exception {
        cluster.up(1);

        cluster.down();

        assertThat(cluster.runs()).isFalse();
        assertThat(cluster.directory().deployer()).doesNotExist();
        assertThat(cluster.directory().ssh()).doesNotExist();
        assertThat(cluster.files().log()).exists();
    }

    /** In place of the simulator. */
    static final class Broken {
        private Broken() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            System.out.write("the disk is full\n".getBytes(StandardCharsets.UTF_8), 0, 17);
            System.out.flush();
            System.exit(7);
        }
    }

    /** In place of the simulator: a thread fails, and the end is not clean. */
    static final class Troubled {
        private static final Logger LOG = Logger.getLogger(Troubled.class.getName());

        private Troubled() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws InterruptedException {
            SimulatorLog.install(System.out, Clock.systemUTC());
            Thread worker = new Thread(
                    () -> {
                        throw new IllegalStateException("no room for --token t0ps3cr3t");
                    },
                    "worker");
            worker.start();
            worker.join();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> LOG.warning("the machines are not done")));
            System.exit(7);
        }
    }
}
