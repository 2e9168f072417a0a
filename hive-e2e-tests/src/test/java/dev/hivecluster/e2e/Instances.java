package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;

/** What a gateway tells of instances, and what it is told to do with them. */
final class Instances {
    private static final Set<String> ENDING = Set.of("stopping", "shutting-down", "terminated", "failed", "unknown");

    private Instances() {}

    /** An instance; nothing if the gateway does not know it. */
    static Optional<Instance> find(Ec2Client ec2, String id) {
        List<Instance> found = ec2.describeInstances(request -> request.instanceIds(id)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
        assertThat(found)
                .as("what was asked for")
                .extracting(Instance::instanceId)
                .isSubsetOf(id)
                .hasSizeLessThanOrEqualTo(1);
        return found.stream().findFirst();
    }

    /** An instance, which must be known. */
    static Instance get(Ec2Client ec2, String id) {
        return find(ec2, id).orElseThrow(() -> new AssertionError("the gateway does not know " + id));
    }

    /** All that a gateway knows. */
    static List<Instance> all(Ec2Client ec2) {
        return ec2.describeInstances().reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }

    /** The word for its state; {@code failed} if it could not be launched, {@code unknown} if there is no such instance. */
    static String state(Ec2Client ec2, String id) {
        return find(ec2, id)
                .map(instance ->
                        hasFailed(instance) ? "failed" : instance.state().nameAsString())
                .orElse("unknown");
    }

    /** Whether nobody can end it any more: one that could not be launched shuts down for ever (hive contract, section 9). */
    static boolean hasEnded(Instance instance) {
        return hasFailed(instance) || instance.state().nameAsString().equals("terminated");
    }

    private static boolean hasFailed(Instance instance) {
        return instance.stateReason() != null && instance.state().nameAsString().equals("shutting-down");
    }

    /** Waits until it is in that state; one that has ended on the way fails at once. */
    static void await(Ec2Client ec2, String id, String state, Duration limit) {
        String[] seen = {""};
        Waits.untilAsserted(id + " is " + state, limit, () -> {
            seen[0] = state(ec2, id);
            assertThat(seen[0]).as("the state of %s", id).isIn(state, "terminated", "failed");
        });
        assertThat(seen[0]).as("the state of %s", id).isEqualTo(state);
    }

    static void awaitRunning(Ec2Client ec2, String id) {
        await(ec2, id, "running", Waits.INSTANCE_LIMIT);
    }

    /** The volume that it boots from. Hive tells it once it has made it, which is after the launch was answered. */
    static String rootVolume(Ec2Client ec2, String id) {
        Instance instance = get(ec2, id);
        assertThat(instance.blockDeviceMappings()).as("volumes of %s", instance).isNotEmpty();
        String volume = instance.blockDeviceMappings().get(0).ebs().volumeId();
        assertThat(volume).startsWith("vol-");
        return volume;
    }

    /** Stops one, and says what Hive answers. */
    static InstanceStateChange stop(Ec2Client ec2, String id) {
        return only(id, ec2.stopInstances(request -> request.instanceIds(id)).stoppingInstances());
    }

    /** Terminates one, and says what Hive answers. */
    static InstanceStateChange terminate(Ec2Client ec2, String id) {
        return only(
                id, ec2.terminateInstances(request -> request.instanceIds(id)).terminatingInstances());
    }

    /** Terminates one and waits until it has ended. One that is not running yet does not hear it the first time. */
    static void end(Ec2Client ec2, String id) {
        Waits.untilAsserted(id + " has ended", Waits.INSTANCE_LIMIT, () -> {
            if (!ENDING.contains(state(ec2, id))) {
                terminate(ec2, id);
            }
            assertThat(state(ec2, id)).as("the state of %s", id).isIn("terminated", "failed", "unknown");
        });
    }

    /**
     * Starts one, and waits until it runs. If it was stopped, the answer has to say that it begins. In a cluster any node may
     * be asked, and a full one answers without doing anything (hive contract, section 9): then it is asked for again.
     */
    static void startAndAwait(Ec2Client ec2, String id) {
        boolean stopped = state(ec2, id).equals("stopped");
        Deque<List<InstanceStateChange>> answers = new ArrayDeque<>();
        Waits.untilAsserted(id + " is running", Waits.INSTANCE_LIMIT, () -> {
            if (state(ec2, id).equals("stopped")) {
                answers.add(
                        ec2.startInstances(request -> request.instanceIds(id)).startingInstances());
            }
            assertThat(state(ec2, id)).as("the state of %s", id).isEqualTo("running");
        });
        if (stopped) {
            assertThat(answers).as("what was answered to the start of %s", id).isNotEmpty();
            InstanceStateChange began = only(id, answers.getLast());
            assertThat(began.previousState().nameAsString()).isEqualTo("stopped");
            assertThat(began.currentState().nameAsString()).isEqualTo("pending");
        }
    }

    private static InstanceStateChange only(String id, List<InstanceStateChange> changes) {
        assertThat(changes)
                .as("changes of what was asked for alone")
                .extracting(InstanceStateChange::instanceId)
                .containsExactly(id);
        return changes.get(0);
    }
}
