package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.event.TestTime;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.MachineSize;
import dev.hivecluster.model.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Up with the real tofu. */
class TofuUpTest {
    @TempDir
    Path root;

    private TofuFixture cluster;

    @BeforeEach
    void record_a_cluster() throws Exception {
        // Nothing waits for anything but tofu here; the pauses between tries take no time.
        cluster = new TofuFixture(root, new TestTime());
    }

    @Test
    void each_machine_is_a_step_of_its_node_and_the_version_is_told() throws Exception {
        cluster.up(TofuFixture.spec(2));

        assertThat(cluster.finished())
                .filteredOn(event -> event.scope().step().startsWith("create "))
                .extracting(event -> event.scope().node().orElse(""), Event.Finished::outcome)
                .containsExactlyInAnyOrder(tuple("demo-1", Outcome.SUCCEEDED), tuple("demo-2", Outcome.SUCCEEDED));
        assertThat(cluster.heard.toString()).containsPattern("made by (OpenTofu|Terraform) 1\\.\\d+\\.");
        assertThat(cluster.warnings()).isEmpty();
    }

    @Test
    void the_inventory_is_what_the_module_says_with_its_own_fields_and_our_key() throws Exception {
        Inventory inventory = cluster.up(TofuFixture.spec(2));

        assertThat(inventory.nodes()).extracting(Node::management).containsExactly("127.0.1.1", "127.0.1.2");
        assertThat(inventory.unknown()).containsEntry("made_by", "files");
        assertThat(inventory.sshKeyPath()).isEqualTo("ssh/id_ed25519");
        assertThat(cluster.directory.sshConfig()).content().contains("Host demo-2");
        assertThat(cluster.directory.knownHosts())
                .content()
                .isEqualTo("127.0.1.1 %s\n127.0.1.2 %s\n"
                        .formatted(
                                inventory.node(1).hostKeys().get(0),
                                inventory.node(2).hostKeys().get(0)));
    }

    @Test
    void what_holds_secrets_is_for_its_owner_alone() throws Exception {
        cluster.up(TofuFixture.spec(1));

        for (Path secret : List.of(
                cluster.files.state(),
                cluster.files.goodState(),
                cluster.files.variables(),
                cluster.files.siteVariables(),
                cluster.files.savedPlan(),
                cluster.files.hostKey("demo-1"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as(secret.toString())
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.files.temporary())))
                .isEqualTo("rwx------");
        assertThat(cluster.heard.toString()).doesNotContain("secret-of-the-files", "PRIVATE KEY");
    }

    @Test
    void a_second_up_is_skipped_and_keeps_all_keys() throws Exception {
        Inventory first = cluster.up(TofuFixture.spec(2));
        String key = Files.readString(cluster.directory.sshKey());
        cluster.heard.clear();

        assertThat(cluster.up(TofuFixture.spec(2))).isEqualTo(first);
        assertThat(Files.readString(cluster.directory.sshKey())).isEqualTo(key);
        assertThat(cluster.finished())
                .last()
                .extracting(Event.Finished::outcome)
                .isEqualTo(Outcome.SKIPPED);
        assertThat(cluster.heard)
                .extracting(event -> event.scope().step())
                .contains("tofu plan")
                .doesNotContain("tofu apply");
    }

    @Test
    void growth_leaves_the_host_keys_of_those_that_stand() throws Exception {
        Inventory before = cluster.up(TofuFixture.spec(1));

        Inventory after = cluster.up(TofuFixture.spec(3));

        assertThat(after.node(1)).isEqualTo(before.node(1));
        assertThat(after.nodes()).flatExtracting(Node::hostKeys).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void a_replacement_is_refused_with_what_would_be_lost_and_how_to_want_it() throws Exception {
        cluster.up(TofuFixture.spec(1));

        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(1, Map.of("hive.tofu.vars.image", "debian-13"))))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("cluster demo")
                .hasMessageContaining("replace terraform_data.machine[0]")
                .hasMessageContaining(":down -Dhive.cluster=demo")
                .hasMessageContaining("-Dhive.replace=true");
    }

    @Test
    void another_size_is_refused_before_tofu_is_asked_whether_it_could_be_had_in_place() throws Exception {
        cluster.up(TofuFixture.spec(1));

        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(1, new MachineSize(4, 4096, 32), Map.of())))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("would have to change (hive.memoryMb is 8192, asked for 4096)")
                .hasMessageContaining("-Dhive.replace=true");
        cluster.up(TofuFixture.spec(1));
    }

    @Test
    void a_flaky_failure_is_tried_again_visibly_and_leaves_one_machine_of_each_name() throws Exception {
        cluster.backend.failMaking("demo-2", "can't lock file '/var/lock/x.conf' - got timeout");

        cluster.up(TofuFixture.spec(2));

        assertThat(cluster.machines()).extracting(Machine::name).containsExactly("demo-1", "demo-2");
        assertThat(cluster.warnings())
                .first()
                .asString()
                .contains("can't lock file", "tried again in", "(1 of at most 2)");
    }

    @Test
    void any_other_failure_is_told_at_once() throws Exception {
        cluster.backend.failMaking("demo-1", "storage 'local-lvm' does not exist");

        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(1)))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("apply failed")
                .hasMessageContaining("storage 'local-lvm' does not exist");
        assertThat(cluster.warnings()).isEmpty();
    }

    @Test
    void retries_can_be_switched_off_and_patterns_added() throws Exception {
        cluster.backend.failMaking("demo-1", "got timeout, can't lock file x got timeout");
        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(1, Map.of("hive.tofu.retry", "off"))))
                .isInstanceOf(DeployException.class);

        cluster.backend.failMaking("demo-1", "the moon is full");
        cluster.up(TofuFixture.spec(1, Map.of("hive.tofu.retry.pattern", "moon|sun")));

        assertThat(cluster.warnings()).first().asString().contains("the moon is full");
    }

    @Test
    void a_name_that_the_backend_holds_under_another_id_is_refused_with_id_and_place() throws Exception {
        cluster.backend.add("f-1", "demo-1", "demo", "11111111-2222");
        cluster.backend.add("f-2", "other-1", "other", "33333333-4444");

        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(1)))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("demo-1 (f-1 on backend, record 11111111-2222)")
                .hasMessageContaining("-Dhive.cluster=")
                .hasMessageNotContaining("other-1");
        assertThat(cluster.machines()).isEmpty();
    }

    @Test
    void a_machine_without_an_address_is_named_with_the_likely_cause() {
        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(2, Map.of("hive.tofu.vars.network", ""))))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("demo-1 (vm_id ")
                .hasMessageContaining("demo-2 (vm_id ")
                .hasMessageContaining("guest agent");
    }

    @Test
    void a_machine_that_tells_no_address_any_more_keeps_the_one_it_had() throws Exception {
        Inventory before = cluster.up(TofuFixture.spec(2));

        assertThat(cluster.up(TofuFixture.spec(2, Map.of("hive.tofu.vars.network", ""))))
                .isEqualTo(before);
    }

    @Test
    void the_users_variables_are_stronger_than_the_platforms_one_by_one_more_than_by_file() throws Exception {
        Path file = Files.writeString(root.resolve("my.tfvars"), "network = \"127.0.7\"\n");

        assertThat(cluster.up(TofuFixture.spec(1, Map.of("hive.tofu.varsFile", file.toString())))
                        .node(1)
                        .management())
                .isEqualTo("127.0.7.1");
        assertThat(cluster.up(TofuFixture.spec(
                                1, Map.of("hive.tofu.varsFile", file.toString(), "hive.tofu.vars.network", "127.0.8")))
                        .node(1)
                        .management())
                .isEqualTo("127.0.8.1");
    }

    @Test
    void a_variable_that_the_module_does_not_have_is_refused_with_those_it_has() {
        assertThatThrownBy(() -> cluster.up(TofuFixture.spec(1, Map.of("hive.tofu.vars.netwrok", "x"))))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("hive.tofu.vars.netwrok")
                .hasMessageContaining("network");
    }

    @Test
    void a_plan_tells_what_up_would_do_and_leaves_no_trace() throws Exception {
        String first = cluster.deployer.plan(TofuFixture.spec(2), cluster.directory, cluster.events);
        assertThat(first).contains("terraform_data.machine[1] will be created", "Plan: 2 to add");
        assertThat(cluster.machines()).isEmpty();
        try (Stream<Path> files = Files.list(cluster.directory.path())) {
            assertThat(files).containsExactly(cluster.directory.recordFile());
        }

        cluster.up(TofuFixture.spec(2));
        String state = Files.readString(cluster.files.state());
        assertThat(cluster.deployer.plan(TofuFixture.spec(2), cluster.directory, cluster.events))
                .contains("No changes");
        assertThat(cluster.deployer.plan(TofuFixture.spec(3), cluster.directory, cluster.events))
                .contains("Plan: 1 to add, 0 to change, 0 to destroy");
        assertThat(cluster.files.state()).hasContent(state.strip());
    }
}
