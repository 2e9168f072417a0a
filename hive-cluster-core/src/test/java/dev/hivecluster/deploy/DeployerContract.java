package dev.hivecluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.MachineSize;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every deployer promises. A subclass names the deployer; whoever writes another one proves it by running these
 * tests against it.
 */
public abstract class DeployerContract {
    private static final ClusterName NAME = new ClusterName("contract");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final EventSink events = new EventStream(Clock.systemUTC(), List.of());
    private final List<ClusterDirectory> clusters = new ArrayList<>();

    @TempDir
    Path root;

    /** The deployer under test. Every call within one test names the same backend. */
    protected abstract Deployer deployer();

    /** A deployer on the same backend whose next {@code up} fails after it has begun. */
    protected abstract Deployer failing();

    /**
     * A deployer on the same backend whose next {@code up} is slow enough to be interrupted. It need not be stuck: the
     * {@code up} may also end before the interrupt comes.
     */
    protected Deployer slow() {
        return deployer();
    }

    /** Settings of the deployer, by full property name. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** The image of the machines' disks; empty for the deployer's own. */
    protected Optional<String> osImage() {
        return Optional.empty();
    }

    /**
     * Whether clusters of different checkouts may have one name at a time; otherwise the backend is shared in a way that lets
     * names meet, and whoever comes second is refused.
     */
    protected boolean namesMayMeet() {
        return true;
    }

    @AfterEach
    void destroy_everything() throws Exception {
        for (ClusterDirectory cluster : clusters) {
            deployer().down(cluster, events);
        }
        whenEverythingIsDestroyed();
    }

    /** Whatever belongs to the backend can be looked at and ended now. */
    protected void whenEverythingIsDestroyed() throws Exception {}

    @Test
    void up_makes_the_machines_and_says_where_they_are() throws Exception {
        ClusterDirectory cluster = recorded("a");

        Inventory inventory = up(cluster, spec(2));

        assertThat(inventory.clusterName()).isEqualTo(NAME);
        assertThat(inventory.nodes()).extracting(Node::name).containsExactly("contract-1", "contract-2");
        assertThat(inventory.nodes()).extracting(Node::data).doesNotHaveDuplicates();
        assertThat(deployer().machines(cluster))
                .extracting(Machine::name, Machine::power)
                .containsExactlyInAnyOrder(
                        tuple("contract-1", Machine.Power.ON), tuple("contract-2", Machine.Power.ON));
    }

    @Test
    void the_inventory_survives_being_written_and_read() throws Exception {
        ClusterDirectory cluster = recorded("a");
        Inventory inventory = up(cluster, spec(2));

        cluster.write(inventory);

        assertThat(cluster.inventory()).contains(inventory);
    }

    @Test
    void the_private_key_is_for_its_owner_alone_and_goes_with_the_machines() throws Exception {
        ClusterDirectory cluster = recorded("a");
        Inventory inventory = up(cluster, spec(1));
        Path key = cluster.path().resolve(inventory.sshKeyPath());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        deployer().down(cluster, events);
        assertThat(key).doesNotExist();
    }

    @Test
    void a_second_up_changes_nothing() throws Exception {
        ClusterDirectory cluster = recorded("a");
        Inventory first = up(cluster, spec(2));
        List<Machine> machines = deployer().machines(cluster);

        assertThat(up(cluster, spec(2))).isEqualTo(first);
        assertThat(deployer().machines(cluster)).isEqualTo(machines);
    }

    @Test
    void growth_adds_machines_and_leaves_the_others_as_they_are() throws Exception {
        ClusterDirectory cluster = recorded("a");
        Inventory before = up(cluster, spec(1));
        List<Machine> machines = deployer().machines(cluster);

        Inventory after = up(cluster, spec(3));

        assertThat(after.nodes()).hasSize(3).startsWith(before.node(1));
        assertThat(deployer().machines(cluster)).hasSize(3).containsAll(machines);
    }

    @Test
    void fewer_machines_are_refused_and_nothing_is_lost() throws Exception {
        ClusterDirectory cluster = recorded("a");
        up(cluster, spec(2));
        List<Machine> machines = deployer().machines(cluster);

        assertThatThrownBy(() -> up(cluster, spec(1)))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("contract")
                .hasMessageContaining("hive.replace=true");
        assertThat(deployer().machines(cluster)).isEqualTo(machines);
    }

    @Test
    void machines_of_another_size_are_refused_and_nothing_is_lost() throws Exception {
        ClusterDirectory cluster = recorded("a");
        up(cluster, spec(1));
        List<Machine> machines = deployer().machines(cluster);

        assertThatThrownBy(() -> up(cluster, spec(1, new MachineSize(2, 4096, 16))))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("hive.replace=true");
        assertThat(deployer().machines(cluster)).isEqualTo(machines);
    }

    @Test
    void machines_carry_the_id_of_the_record() throws Exception {
        ClusterDirectory cluster = recorded("a");
        up(cluster, spec(2));

        assertThat(deployer().machines(cluster))
                .hasSize(2)
                .extracting(Machine::recordId)
                .containsOnly(cluster.recordId());
    }

    @Test
    void machines_are_asked_from_the_backend_even_if_the_deployers_files_are_lost() throws Exception {
        ClusterDirectory cluster = recorded("a");
        cluster.write(up(cluster, spec(2)));

        deleteTree(cluster.deployer());
        Files.delete(cluster.inventoryFile());

        assertThat(deployer().machines(cluster)).extracting(Machine::name).contains("contract-1", "contract-2");
        deployer().down(cluster, events);
        assertThat(deployer().machines(cluster)).isEmpty();
    }

    @Test
    void down_destroys_every_machine_and_a_second_down_succeeds() throws Exception {
        ClusterDirectory cluster = recorded("a");
        up(cluster, spec(2));

        deployer().down(cluster, events);
        assertThat(deployer().machines(cluster)).isEmpty();

        deployer().down(cluster, events);
        assertThat(deployer().machines(cluster)).isEmpty();
    }

    @Test
    void down_on_nothing_succeeds() throws Exception {
        ClusterDirectory cluster = recorded("a");

        deployer().down(cluster, events);

        assertThat(deployer().machines(cluster)).isEmpty();
    }

    @Test
    void down_after_a_failed_up_leaves_nothing_and_up_works_again() throws Exception {
        ClusterDirectory cluster = recorded("a");
        assertThatThrownBy(() -> failing().up(spec(2), cluster, events)).isInstanceOf(DeployException.class);

        deployer().down(cluster, events);
        assertThat(deployer().machines(cluster)).isEmpty();

        assertThat(up(cluster, spec(2)).nodes()).hasSize(2);
    }

    @Test
    void up_after_a_failed_up_completes_it() throws Exception {
        ClusterDirectory cluster = recorded("a");
        assertThatThrownBy(() -> failing().up(spec(2), cluster, events)).isInstanceOf(DeployException.class);

        assertThat(up(cluster, spec(2)).nodes()).hasSize(2);
        assertThat(deployer().machines(cluster)).extracting(Machine::power).containsOnly(Machine.Power.ON);
    }

    @Test
    void the_step_of_a_failed_up_says_why() throws Exception {
        ClusterDirectory cluster = recorded("a");
        List<Event> heard = new CopyOnWriteArrayList<>();

        Throwable failure;
        try (EventStream stream = new EventStream(Clock.systemUTC(), List.of(heard::add))) {
            failure = catchThrowable(() -> failing().up(spec(2), cluster, stream));
        }

        assertThat(heard)
                .filteredOn(Event.Finished.class::isInstance)
                .map(event -> ((Event.Finished) event).failure())
                .last()
                .isEqualTo(Optional.of(new Event.Failure("DeployException", String.valueOf(failure.getMessage()))));
    }

    @Test
    void an_interrupted_up_leaves_only_what_down_destroys() throws Exception {
        ClusterDirectory cluster = recorded("a");
        Deployer slow = slow();
        FutureTask<Inventory> up = new FutureTask<>(() -> slow.up(spec(2), cluster, events));
        Thread caller = new Thread(up, "interrupted up");
        caller.start();
        await().atMost(LONG_ENOUGH)
                .until(() -> up.isDone() || !deployer().machines(cluster).isEmpty());

        caller.interrupt();
        caller.join(LONG_ENOUGH.toMillis());

        assertThat(up.isDone()).as("up ends when it is interrupted").isTrue();
        try {
            assertThat(up.get().nodes()).hasSize(2);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(InterruptedException.class);
        }
        deployer().down(cluster, events);
        assertThat(deployer().machines(cluster)).isEmpty();
    }

    @Test
    void two_clusters_of_one_name_do_not_meet() throws Exception {
        assumeThat(namesMayMeet()).isTrue();
        ClusterDirectory one = recorded("one");
        ClusterDirectory other = recorded("other");

        Inventory first = up(one, spec(2));
        Inventory second = up(other, spec(2));

        assertThat(second.nodes())
                .extracting(node -> node.management() + ":" + node.sshPort())
                .doesNotContainAnyElementsOf(first.nodes().stream()
                        .map(node -> node.management() + ":" + node.sshPort())
                        .toList());
        deployer().down(one, events);
        assertThat(deployer().machines(one)).isEmpty();
        assertThat(deployer().machines(other))
                .extracting(Machine::power)
                .containsExactly(Machine.Power.ON, Machine.Power.ON);
    }

    @Test
    void a_name_that_another_cluster_has_is_refused_and_that_cluster_stays_as_it_is() throws Exception {
        assumeThat(namesMayMeet()).isFalse();
        ClusterDirectory one = recorded("one");
        ClusterDirectory other = recorded("other");
        up(one, spec(2));
        List<Machine> machines = deployer().machines(one);

        assertThatThrownBy(() -> up(other, spec(2)))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(one.recordId())
                .hasMessageContaining("hive.cluster=");
        deployer().down(other, events);
        assertThat(deployer().machines(one)).isEqualTo(machines);
    }

    @Test
    void a_machine_is_off_after_power_off_and_on_after_power_on_and_the_others_stay() throws Exception {
        PowerControl power = powerControl();
        ClusterDirectory cluster = recorded("a");
        Node second = up(cluster, spec(2)).node(2);

        power.powerOff(cluster, second);
        assertThat(powerOf(cluster)).containsExactly(Machine.Power.ON, Machine.Power.OFF);
        power.powerOff(cluster, second);
        assertThat(powerOf(cluster)).containsExactly(Machine.Power.ON, Machine.Power.OFF);

        power.powerOn(cluster, second);
        assertThat(powerOf(cluster)).containsExactly(Machine.Power.ON, Machine.Power.ON);
        power.powerOn(cluster, second);
        assertThat(powerOf(cluster)).containsExactly(Machine.Power.ON, Machine.Power.ON);
    }

    @Test
    void a_machine_is_on_after_a_reset() throws Exception {
        PowerControl power = powerControl();
        ClusterDirectory cluster = recorded("a");
        Inventory inventory = up(cluster, spec(2));

        power.powerOff(cluster, inventory.node(1));
        power.reset(cluster, inventory.node(1));
        power.reset(cluster, inventory.node(2));

        assertThat(powerOf(cluster)).containsExactly(Machine.Power.ON, Machine.Power.ON);
    }

    @Test
    void up_leaves_a_machine_off_that_somebody_switched_off() throws Exception {
        PowerControl power = powerControl();
        ClusterDirectory cluster = recorded("a");
        Inventory inventory = up(cluster, spec(2));
        power.powerOff(cluster, inventory.node(1));

        assertThat(up(cluster, spec(2))).isEqualTo(inventory);
        assertThat(powerOf(cluster)).containsExactly(Machine.Power.OFF, Machine.Power.ON);
    }

    @Test
    void power_over_a_machine_that_is_not_there_is_an_error_that_names_it() throws Exception {
        PowerControl power = powerControl();
        ClusterDirectory cluster = recorded("a");
        up(cluster, spec(1));
        Node stranger = new Node("contract-7", 7, "127.0.0.1", "127.0.0.7", 2222, List.of());

        assertThatThrownBy(() -> power.powerOff(cluster, stranger))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("contract-7");
        deployer().down(cluster, events);
        assertThatThrownBy(() -> power.powerOn(cluster, stranger))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("contract-7");
    }

    @Test
    void machines_that_somebody_needs_are_no_orphans() throws Exception {
        Reapable reapable = reapable();
        ClusterDirectory cluster = recorded("a");
        up(cluster, spec(1));

        assertThat(orphans(reapable, cluster.recordId())).isEmpty();
    }

    @Test
    void machines_whose_record_cannot_be_read_are_no_orphans() throws Exception {
        Reapable reapable = reapable();
        ClusterDirectory cluster = recorded("a");
        up(cluster, spec(1));
        String recordId = cluster.recordId();
        String whole = Files.readString(cluster.recordFile());

        Files.writeString(cluster.recordFile(), "damaged");

        assertThat(orphans(reapable, recordId)).isEmpty();
        Files.writeString(cluster.recordFile(), whole);
    }

    @Test
    void machines_whose_directory_is_gone_are_destroyed_without_it() throws Exception {
        Reapable reapable = reapable();
        ClusterDirectory cluster = recorded("a");
        up(cluster, spec(1));
        String recordId = cluster.recordId();
        clusters.remove(cluster);

        await().atMost(LONG_ENOUGH).until(() -> {
            deleteTree(cluster.path());
            List<Reapable.Orphan> orphans = orphans(reapable, recordId);
            for (Reapable.Orphan orphan : orphans) {
                reapable.destroy(orphan, settings(), events);
                reapable.destroy(orphan, settings(), events);
            }
            return orphans.isEmpty();
        });
        assertThat(cluster.path()).doesNotExist();
    }

    private Reapable reapable() {
        Deployer deployer = deployer();
        assumeThat(deployer).isInstanceOf(Reapable.class);
        return (Reapable) deployer;
    }

    private List<Reapable.Orphan> orphans(Reapable reapable, String recordId) throws Exception {
        return reapable.orphans(settings(), Instant.now()).stream()
                .filter(orphan -> orphan.recordId().equals(recordId))
                .toList();
    }

    private PowerControl powerControl() {
        Deployer deployer = deployer();
        assumeThat(deployer).isInstanceOf(PowerControl.class);
        return (PowerControl) deployer;
    }

    private List<Machine.Power> powerOf(ClusterDirectory cluster) throws Exception {
        return deployer().machines(cluster).stream()
                .sorted(Comparator.comparing(Machine::name))
                .map(Machine::power)
                .toList();
    }

    /** As the lifecycle calls it. */
    private Inventory up(ClusterDirectory cluster, ClusterSpec spec) throws Exception {
        cluster.write(cluster.record().orElseThrow().withSpec(spec));
        Inventory inventory = deployer().up(spec, cluster, events);
        cluster.write(inventory);
        return inventory;
    }

    /** A cluster's directory with a record and nothing else. */
    private ClusterDirectory recorded(String checkout) throws IOException {
        ClusterDirectory cluster = new ClusterDirectory(root.resolve(checkout), NAME);
        cluster.write(new ClusterRecord(
                ClusterRecord.VERSION,
                UUID.randomUUID().toString(),
                spec(1),
                Phase.ABSENT,
                Optional.empty(),
                Owner.current("contract"),
                false,
                Optional.empty(),
                Instant.now()));
        clusters.add(cluster);
        return cluster;
    }

    private ClusterSpec spec(int nodes) {
        return spec(nodes, MachineSize.DEFAULT);
    }

    private ClusterSpec spec(int nodes, MachineSize size) {
        return new ClusterSpec(
                NAME, nodes, deployer().name(), size, osImage(), "ap-southeast-2", "ap-southeast-2a", settings());
    }

    /** Deletes what machines that still run may be writing to. */
    private static void deleteTree(Path tree) {
        await().ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            Trees.delete(tree);
            return true;
        });
    }
}
