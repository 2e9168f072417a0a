package dev.hivecluster.deploy.tofu;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of the user's own, with the real tofu: what exists is known by its state alone. */
class ModuleDeployerTest {
    @TempDir
    Path root;

    private ModuleDeployer deployer;
    private ClusterDirectory directory;
    private Map<String, String> settings;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final EventStream events = new EventStream(Clock.systemUTC(), List.of(heard::add));

    @BeforeEach
    void record_a_cluster() throws Exception {
        deployer = new ModuleDeployer(FileDeployer.host(root.resolve("home")));
        directory = new ClusterDirectory(root.resolve("clusters"), TofuFixture.NAME);
        Path module = Path.of(requireNonNull(ModuleDeployerTest.class.getResource("own/main.tf"))
                        .toURI())
                .resolveSibling("");
        settings = Map.of("hive.tofu.module", module.toString(), "hive.tofu.vars.network", "{\"prefix\": \"10.9.0\"}");
        directory.write(TofuFixture.record(directory, spec(1)));
    }

    @Test
    void it_is_found_by_its_name() {
        assertThat(Deployers.found(getClass().getClassLoader(), ServerLogins.NONE)
                        .named("tofu"))
                .isInstanceOf(ModuleDeployer.class);
    }

    @Test
    void it_makes_grows_and_destroys_what_the_module_says() throws Exception {
        Inventory inventory = up(spec(2));

        assertThat(inventory.nodes()).extracting(Node::management).containsExactly("10.9.0.1", "10.9.0.2");
        assertThat(inventory.sshKeyPath()).isEqualTo("/keys/of-the-user");
        assertThat(inventory.sshUser()).isEqualTo("admin");
        assertThat(up(spec(3)).nodes()).hasSize(3).startsWith(inventory.node(1), inventory.node(2));
        assertThat(deployer.machines(directory))
                .extracting(Machine::name, Machine::recordId, Machine::power)
                .containsExactly(
                        tuple("demo-1", directory.recordId(), Machine.Power.UNKNOWN),
                        tuple("demo-2", directory.recordId(), Machine.Power.UNKNOWN),
                        tuple("demo-3", directory.recordId(), Machine.Power.UNKNOWN));

        deployer.down(directory, events);

        assertThat(deployer.machines(directory)).isEmpty();
        assertThat(TofuFiles.of(directory).state()).doesNotExist();
    }

    @Test
    void the_module_gets_no_variable_that_it_does_not_declare() throws Exception {
        up(spec(1));

        assertThat(heard.toString()).doesNotContain("undeclared");
        assertThat(heard)
                .filteredOn(Event.Warning.class::isInstance)
                .allSatisfy(event -> assertThat(event.toString()).contains("host keys"));
    }

    @Test
    void fewer_machines_are_refused() throws Exception {
        up(spec(2));

        assertThatThrownBy(() -> up(spec(1)))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("delete terraform_data.host[1]")
                .hasMessageContaining("-Dhive.replace=true");
    }

    @Test
    void a_state_that_is_lost_to_everybody_keeps_down_from_claiming_that_all_is_gone() throws Exception {
        up(spec(1));
        TofuFiles files = TofuFiles.of(directory);
        Files.writeString(files.state(), "{\"version\": 4, ");
        Files.delete(files.goodState());

        assertThatThrownBy(() -> deployer.down(directory, events))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(files.state() + " is cut off or damaged")
                .hasMessageContaining("destroy by hand what it stood for");
        assertThatThrownBy(() -> up(spec(1)))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("there is no good copy");
        assertThatThrownBy(() -> deployer.machines(directory))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("is cut off or damaged");
        assertThat(files.state()).exists();
    }

    @Test
    void without_a_module_it_says_which_setting_is_missing() {
        assertThatThrownBy(() -> deployer.validate(TofuFixture.spec(1)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("hive.tofu.module")
                .hasMessageContaining("the directory of a module");
        assertThatThrownBy(() -> deployer.validate(TofuFixture.spec(1, Map.of("hive.tofu.module", "/nowhere"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("/nowhere");
    }

    private Inventory up(ClusterSpec spec) throws Exception {
        directory.write(directory.record().orElseThrow().withSpec(spec));
        Inventory inventory = deployer.up(spec, directory, events);
        directory.write(inventory);
        return inventory;
    }

    private ClusterSpec spec(int nodes) {
        return TofuFixture.spec(nodes, settings);
    }
}
