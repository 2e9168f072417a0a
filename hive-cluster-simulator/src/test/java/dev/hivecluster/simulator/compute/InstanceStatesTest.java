package dev.hivecluster.simulator.compute;

import static dev.hivecluster.simulator.compute.RunInstancesTest.assertError;
import static dev.hivecluster.simulator.compute.RunInstancesTest.successes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.Volume;

class InstanceStatesTest {
    /** Within so long an instance runs after its launch, or its guest has booted. */
    private static final Duration RUNNING = Duration.ofSeconds(7);

    private static final Duration BOOTED = Duration.ofSeconds(40);

    private final VirtualTime time = new VirtualTime();
    private TestNodes nodes = TestNodes.with();

    @AfterEach
    void end() {
        nodes.close();
    }

    private String stop(String id) {
        return shown(
                nodes.ec2().stopInstances(request -> request.instanceIds(id)).stoppingInstances());
    }

    private String start(String id) {
        return shown(
                nodes.ec2().startInstances(request -> request.instanceIds(id)).startingInstances());
    }

    private String terminate(String id) {
        return shown(nodes.ec2()
                .terminateInstances(request -> request.instanceIds(id))
                .terminatingInstances());
    }

    /** Such as {@code running > stopping}. */
    private static String shown(List<InstanceStateChange> changes) {
        InstanceStateChange change = changes.get(0);
        return change.previousState().nameAsString() + " > "
                + change.currentState().nameAsString();
    }

    private List<Volume> volume(String id) {
        return nodes.ec2().describeVolumes(request -> request.volumeIds(id)).volumes();
    }

    @Test
    void a_stopped_instance_gives_up_its_node_and_keeps_its_root_volume_for_itself() {
        nodes = TestNodes.with(2);
        String id = nodes.booted();
        Instance before = nodes.instance(id);
        assertThat(stop(id)).isEqualTo("running > stopping");
        nodes.await(id, "stopped");

        assertThat(nodes.instance(id).state().code()).isEqualTo(80);
        assertThat(nodes.instance(id).blockDeviceMappings()).isEqualTo(before.blockDeviceMappings());
        assertThat(nodes.host("node1").instances()).isEmpty();
        assertThat(nodes.host("node1").capacity().freeCpus()).isEqualTo(2);
        assertThat(nodes.guests().on()).isEmpty();
        assertThat(volume(nodes.rootVolume(id))).singleElement().satisfies(root -> {
            assertThat(root.stateAsString()).isEqualTo("available");
            assertThat(root.hasAttachments()).isFalse();
        });
        assertThat(stop(id)).isEqualTo("running > running");
        assertThat(nodes.state(id)).isEqualTo("stopped");
    }

    @Test
    void a_start_answers_when_the_instance_runs_as_the_one_that_it_was() {
        nodes = TestNodes.with(2);
        String id = nodes.stopped();
        Instance before = nodes.instance(id);
        assertThat(start(id)).isEqualTo("stopped > pending");
        assertThat(nodes.state(id)).isEqualTo("running");
        assertThat(nodes.instance(id).launchTime()).isEqualTo(before.launchTime());
        assertThat(nodes.instance(id).blockDeviceMappings()).isEqualTo(before.blockDeviceMappings());
        assertThat(volume(nodes.rootVolume(id)).get(0).stateAsString()).isEqualTo("in-use");
        assertThat(start(id)).isEqualTo("stopped > stopped");
        assertThat(nodes.state(id)).isEqualTo("running");
    }

    @Test
    void a_start_on_a_full_node_changes_nothing_and_another_try_finds_the_node_with_room() {
        nodes = TestNodes.with(2, 2, 2);
        nodes.running();
        String id = nodes.stopped();
        nodes.running();
        assertThat(start(id)).isEqualTo("stopped > stopped");
        assertThat(nodes.state(id)).isEqualTo("stopped");
        Awaitility.await().until(() -> start(id).equals("stopped > pending"));
        assertThat(nodes.state(id)).isEqualTo("running");
    }

    @Test
    void an_instance_whose_root_volume_was_deleted_stays_stopped() {
        nodes = TestNodes.with(2);
        String id = nodes.stopped();
        nodes.ec2().deleteVolume(request -> request.volumeId(nodes.rootVolume(id)));

        assertThat(start(id)).isEqualTo("stopped > stopped");

        assertThat(nodes.state(id)).isEqualTo("stopped");
        assertThat(nodes.host("node1").capacity().freeCpus()).isEqualTo(2);
        assertThat(terminate(id)).isEqualTo("stopped > shutting-down");
    }

    @Test
    void of_two_that_start_an_instance_one_does() throws Exception {
        nodes = TestNodes.with(4, 4);
        String id = nodes.stopped();
        assertThat(successes(2, () -> start(id))).containsExactlyInAnyOrder("stopped > pending", "stopped > stopped");
        assertThat(nodes.guests().on()).containsExactly(id);
    }

    @Test
    void a_terminated_instance_is_still_listed_and_its_root_volume_gone() {
        nodes = TestNodes.with(2);
        String id = nodes.booted();
        String root = nodes.rootVolume(id);
        assertThat(terminate(id)).isEqualTo("running > shutting-down");
        nodes.await(id, "terminated");
        assertThat(nodes.instance(id).state().code()).isEqualTo(48);
        assertThat(nodes.rootVolume(id)).isEqualTo(root);
        assertThat(volume(root)).isEmpty();
        assertThat(nodes.host("node1").capacity().freeCpus()).isEqualTo(2);
        assertThat(nodes.guests().deleted()).containsExactly(Path.of("/disks", id));
        assertThat(terminate(id)).isEqualTo("running > running");
        assertThat(start(id)).isEqualTo("stopped > stopped");
        assertThat(nodes.state(id)).isEqualTo("terminated");
    }

    @Test
    void a_root_volume_with_a_snapshot_outlives_its_instance() {
        nodes = TestNodes.with(2);
        String id = nodes.booted();
        String root = nodes.rootVolume(id);
        nodes.ec2().createImage(request -> request.instanceId(id).name("kept"));
        terminate(id);
        nodes.await(id, "terminated");
        assertThat(volume(root)).singleElement().satisfies(volume -> {
            assertThat(volume.stateAsString()).isEqualTo("available");
            assertThat(volume.hasAttachments()).isFalse();
        });
    }

    @Test
    void a_stopped_instance_that_is_terminated_disappears() {
        nodes = TestNodes.with(2);
        String id = nodes.stopped();
        String root = nodes.rootVolume(id);
        assertThat(terminate(id)).isEqualTo("stopped > shutting-down");
        assertThat(nodes.described(id)).isEmpty();
        assertThat(volume(root)).isEmpty();
        assertThat(nodes.guests().deleted()).containsExactly(Path.of("/disks", id));
    }

    @Test
    void a_guest_that_boots_does_not_hear_the_power_button_for_a_minute() {
        nodes = TestNodes.in(time, 4);
        String id = nodes.launch();
        time.passTo(RUNNING);
        assertThat(nodes.guests().of(id).isBooted()).isFalse();
        assertThat(terminate(id)).isEqualTo("running > shutting-down");
        time.passTo(RUNNING.plusSeconds(63));
        assertThat(nodes.state(id)).isEqualTo("shutting-down");
        time.passTo(RUNNING.plusSeconds(65));
        assertThat(nodes.state(id)).isEqualTo("terminated");
    }

    @Test
    void an_instance_that_does_not_run_yet_cannot_be_stopped_or_terminated() {
        nodes = TestNodes.in(time, 2);
        String id = nodes.launch();
        assertThat(stop(id)).isEqualTo("running > running");
        assertThat(terminate(id)).isEqualTo("running > running");
        assertThat(nodes.state(id)).isEqualTo("pending");
        assertThat(nodes.host("node1").instances().get(0).status()).isEqualTo("provisioning");
    }

    @Test
    void ids_of_nothing_are_answered_with_states_that_are_made_up() {
        nodes = TestNodes.with(2);
        assertThat(start("i-0000000000000dead")).isEqualTo("stopped > stopped");
        assertThat(stop("i-0000000000000dead")).isEqualTo("running > running");
        assertThat(stop("bogus")).isEqualTo("running > running");
        assertThat(terminate("i-0000000000000dead")).isEqualTo("running > running");
        assertThat(nodes.ec2()
                        .stopInstances(request -> request.instanceIds("i-0000000000000dead", "i-0000000000000beef"))
                        .stoppingInstances())
                .extracting(InstanceStateChange::instanceId)
                .containsExactly("i-0000000000000dead", "i-0000000000000beef");
    }

    @Test
    void no_ids_are_an_error_of_the_server() {
        nodes = TestNodes.with(2);
        assertError("InternalError", () -> nodes.ec2().startInstances(request -> {}));
        assertError("InternalError", () -> nodes.ec2().stopInstances(request -> {}));
        assertError("InternalError", () -> nodes.ec2().terminateInstances(request -> {}));
    }

    @Test
    void a_lost_node_takes_its_instances_with_it_and_brings_back_those_that_ran() {
        nodes = TestNodes.with(2, 2);
        String first = nodes.booted();
        String second = nodes.booted();
        Instance before = nodes.instance(second);
        Instant attached =
                volume(nodes.rootVolume(second)).get(0).attachments().get(0).attachTime();
        nodes.lose("node2");
        assertThat(nodes.described()).extracting(Instance::instanceId).containsExactly(first);
        assertThat(nodes.guests().on()).containsExactly(first);
        assertThat(terminate(second)).isEqualTo("running > running");

        nodes.join("node2", 2);
        assertThat(nodes.instance(second)).isEqualTo(before);
        assertThat(nodes.guests().on()).containsExactly(first, second);
        assertThat(volume(nodes.rootVolume(second)).get(0).attachments().get(0).attachTime())
                .isAfter(attached);
    }

    @Test
    void what_had_ended_or_failed_is_forgotten_with_the_daemon() {
        nodes = TestNodes.with(4);
        String ended = nodes.booted();
        terminate(ended);
        nodes.await(ended, "terminated");
        String failed = nodes.ec2()
                .runInstances(request -> request.imageId("ami-0000000000000dead")
                        .instanceType("t3.nano")
                        .minCount(1)
                        .maxCount(1))
                .instances()
                .get(0)
                .instanceId();
        nodes.await(failed, "shutting-down");
        nodes.lose("node1");
        nodes.join("node1", 4);
        assertThat(nodes.described()).isEmpty();
    }

    @Test
    void what_was_ending_has_ended_when_the_node_is_back() {
        nodes = TestNodes.in(time, 4);
        String stopping = nodes.launch();
        String ending = nodes.launch();
        time.passTo(RUNNING);
        String root = nodes.rootVolume(ending);
        stop(stopping);
        terminate(ending);
        nodes.lose("node1");
        nodes.join("node1", 4);
        assertThat(nodes.state(stopping)).isEqualTo("stopped");
        assertThat(nodes.described(ending)).isEmpty();
        assertThat(volume(root)).isEmpty();
        assertThat(nodes.host("node1").capacity().freeCpus()).isEqualTo(4);
    }

    @Test
    void a_launch_that_its_node_did_not_survive_goes_on_when_it_is_back() {
        nodes = TestNodes.in(time, 4);
        String id = nodes.launch();
        nodes.lose("node1");
        nodes.join("node1", 4);
        time.passTo(RUNNING);
        assertThat(nodes.guests().on()).containsExactly(id);
    }

    @Test
    void a_start_that_its_node_does_not_survive_fails() throws Exception {
        nodes = TestNodes.in(time, 4);
        String id = nodes.launch();
        time.passTo(BOOTED);
        stop(id);
        time.passTo(BOOTED.plusSeconds(5));
        var start = java.util.concurrent.CompletableFuture.supplyAsync(() -> start(id));
        Awaitility.await().until(() -> nodes.host("node1").find(id).isPresent());
        nodes.lose("node1");
        assertThat(start.get()).isEqualTo("stopped > stopped");
    }

    @Test
    void nothing_runs_on_a_node_whose_daemon_has_ended() {
        nodes = TestNodes.in(time, 4);
        ComputeHost host = nodes.host("node1");
        nodes.launch();
        host.close();
        assertThat(host.launch(new LaunchOrder(nodes.image(), InstanceType.ALL.get(0), null, 0, true), 1, 1))
                .isEmpty();
        assertThat(nodes.guests().on()).isEmpty();
        assertError("InternalError", nodes::launch);
    }
}
