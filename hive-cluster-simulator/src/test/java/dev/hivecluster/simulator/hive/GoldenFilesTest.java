package dev.hivecluster.simulator.hive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.golden.GoldenRecordings;
import dev.hivecluster.simulator.node.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Compares files, tables and exit statuses with recordings of a real Hive. */
class GoldenFilesTest {
    private static final TomlMapper TOML = new TomlMapper();

    /** What is another's in every cluster. */
    private static final String RANDOM =
            "AKIA[A-Z0-9]{16}|<SECRET_KEY_40>|<SECRET>|<NATS_TOKEN>|nats_[A-Za-z0-9]{32}|[A-Za-z0-9+/]{40}|\\b[0-9]{12}\\b";

    @TempDir
    Path files;

    @BeforeEach
    void recordings_are_there() {
        GoldenRecordings.directory("cli");
    }

    private static String recording(String name) throws IOException {
        return Files.readString(GoldenRecordings.directory("").resolve(name));
    }

    private static String masked(String text) {
        return text.replaceAll(RANDOM, "*");
    }

    private static String config(TestMachine machine, String name) throws Exception {
        return machine.sh("cat ~/hive/config/" + name).out();
    }

    private static void init(TestMachine machine) throws Exception {
        TestMachine.Result result =
                machine.sh("hive admin init --region ap-southeast-2 --az ap-southeast-2a --node node1 --nodes 1");
        assertThat(result.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hive.toml", "awsgw/awsgw.toml", "predastore/predastore.toml"})
    void configuration_of_a_single_node_is_what_hive_writes(String name) throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            init(cluster.machine(1));
            assertThat(toml(config(cluster.machine(1), name)))
                    .isEqualTo(toml(recording("config-single-after-init/hive/config/" + name)));
        }
    }

    private static JsonNode toml(String text) {
        return TOML.readTree(masked(text));
    }

    @Test
    void nats_configuration_of_a_single_node_is_what_hive_writes() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            init(cluster.machine(1));
            assertThat(settings(config(cluster.machine(1), "nats/nats.conf")))
                    .isEqualTo(settings(recording("config-single-after-init/hive/config/nats/nats.conf")));
        }
    }

    /** The lines of a nats.conf that are neither empty nor comments, but for the token's. */
    private static List<String> settings(String text) {
        return masked(text)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && (!line.startsWith("#") || line.contains("token:")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"credentials", "config"})
    void the_aws_profile_is_what_hive_writes(String name) throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            init(cluster.machine(1));
            assertThat(masked(cluster.machine(1).sh("cat ~/.aws/" + name).out()))
                    .isEqualTo(masked(recording("config-single-after-init/.aws/" + name)));
        }
    }

    @Test
    void other_aws_profiles_stay() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            cluster.machine(1)
                    .sh("mkdir ~/.aws; printf '[other]\\nkey = x\\n[hive]\\nold = y\\n' > ~/.aws/credentials");
            init(cluster.machine(1));
            assertThat(cluster.machine(1).sh("cat ~/.aws/credentials").out())
                    .startsWith("[other]\nkey = x\n[hive]\naws_access_key_id ")
                    .doesNotContain("old");
        }
    }

    @Test
    void files_and_directories_have_hives_modes() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String line :
                recording("config-single-after-init/TREE.txt").lines().toList()) {
            String[] words = line.strip().split(" ", -1);
            if (words.length == 4) {
                expected.put(words[3], words[0]);
            }
        }
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            // What Hive makes is under ~/hive; its binary is there before.
            cluster.machine(1).sh("rm -r ~/hive");
            TestMachine.Result result = cluster.machine(1)
                    .sh(
                            "/usr/local/bin/hive admin init --nodes 1 >/dev/null; cd ~; find . -name '*' | sed 's/^..//' | while read f; do [ -z \"$f\" ] || stat -c '%n %A' \"$f\"; done");
            Map<String, String> seen = new TreeMap<>();
            result.out().lines().map(line -> line.split(" ", -1)).forEach(words -> seen.put(words[0], words[1]));
            seen.remove(".");
            assertThat(seen).isEqualTo(expected);
        }
    }

    @Test
    void configuration_of_three_nodes_is_what_hive_writes() throws Exception {
        try (TestCluster cluster = TestCluster.booted(3, files)) {
            cluster.form();
            for (int i = 1; i <= 3; i++) {
                String network = cluster.address(1).replaceFirst("1$", "");
                TestMachine machine = cluster.machine(i);
                String node = "multi/node" + i;
                assertThat(toml(config(machine, "hive.toml").replace(network, "127.0.11.")))
                        .isEqualTo(toml(recording(node + "-hive.toml.masked")));
                assertThat(toml(config(machine, "predastore/predastore.toml").replace(network, "127.0.11.")))
                        .isEqualTo(toml(recording(node + "-predastore.toml")));
                assertThat(settings(config(machine, "nats/nats.conf").replace(network, "127.0.11.")))
                        .isEqualTo(settings(recordedNats(i)));
            }
        }
    }

    /** Of three nodes under one home, as that of one under its own; a join's default directory does not end with a slash. */
    private static String recordedNats(int node) throws IOException {
        String recorded = recording("multi/node" + node + "-nats.conf");
        String directory = "/home/tf-user/node" + node + "/";
        return recorded.replace(directory, node == 1 ? "/home/tf-user/hive/" : "/home/tf-user/hive");
    }

    static Stream<String> tables() {
        return Stream.of(
                "cli/010-get-nodes-nocolor.stdout",
                "cli/051-get-vms-failed.stdout",
                "cli/061-get-vms-running.stdout",
                "multi/C-get-nodes.stdout",
                "multi/get-vms-3.stdout");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void tables_are_laid_out_as_hives(String name) throws Exception {
        String recorded = recording(name);
        assertThat(table(recorded).text(false)).isEqualTo(recorded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli/011-get-nodes-color.stdout", "cli/062-get-vms-running-color.stdout"})
    void coloured_tables_are_coloured_as_hives(String name) throws Exception {
        String recorded = recording(name);
        assertThat(table(recorded.replaceAll("\u001b\\[[0-9;]*m", "")).text(true))
                .isEqualTo(recorded);
    }

    @Test
    void the_two_tables_of_top_nodes_are_laid_out_as_hives() throws Exception {
        for (String name : List.of("cli/012-top-nodes-nocolor.stdout", "multi/C-top-nodes.stdout")) {
            String recorded = recording(name);
            int second = recorded.indexOf("INSTANCE TYPE");
            String written = table(recorded.substring(0, second).strip() + "\n").text(false)
                    + "\n"
                    + table(recorded.substring(second)).text(false);
            assertThat(written.replaceAll(" +\n", "\n")).isEqualTo(recorded.replaceAll(" +\n", "\n"));
        }
    }

    private static Table table(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        Table table = new Table(cells(lines.get(0)));
        lines.stream().skip(1).forEach(line -> table.row(cells(line)));
        return table;
    }

    private static String[] cells(String line) {
        return Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "018-get-nodes-bad-config",
                "019-no-args",
                "020-init-again",
                "021-unknown-cmd",
                "022-admin-init-help",
                "024-admin-help",
                "026-init-bad-bind",
                "027-init-bad-port",
                "028-shutdown-dry-run",
                "029-shutdown-help",
                "030-get-help",
                "032-join-no-flags",
                "033-version"
            })
    void exit_statuses_and_streams_are_hives(String name) throws Exception {
        List<String> recorded = recording("cli/" + name + ".cmd").lines().toList();
        String command = recorded.get(0).replaceFirst("^\\$ ./bin/", "");
        int status = Integer.parseInt(recorded.get(1).replaceFirst("^rc=([0-9]+).*", "$1"));
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            TestMachine machine = cluster.machine(1);
            machine.sh(
                    "hive admin init --nodes 1; setsid hive service nats start >log 2>&1 </dev/null & until curl -fs http://localhost:8222/varz >/dev/null; do sleep 0.01; done");
            TestMachine.Result result = machine.sh(command);
            assertThat(result.status()).as(command).isEqualTo(status);
            assertThat(result.out().isBlank())
                    .as("nothing on stdout of " + command)
                    .isEqualTo(recording("cli/" + name + ".stdout").isBlank());
            assertThat(result.err().isBlank())
                    .as("nothing on stderr of " + command)
                    .isEqualTo(recording("cli/" + name + ".stderr").isBlank());
        }
    }

    @Test
    void the_dry_run_says_what_hives_says() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            TestMachine machine = cluster.machine(1);
            machine.sh(
                    "hive admin init --nodes 1; setsid hive service nats start >log 2>&1 </dev/null & until curl -fs http://localhost:8222/varz >/dev/null; do sleep 0.01; done");
            assertThat(machine.sh("hive admin cluster shutdown --dry-run").out())
                    .isEqualTo(recording("cli/028-shutdown-dry-run.stdout"));
        }
    }

    @Test
    void the_images_are_hives() throws Exception {
        String recorded = recording("cli/016-images-list.stdout");
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            assertThat(cluster.machine(1)
                            .sh("NO_COLOR=1 hive admin images list")
                            .out())
                    .startsWith(recorded.substring(0, recorded.indexOf("\n\n") + 2));
        }
    }
}
