package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

class InstancePoolTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Machines machines = new Machines();
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        others.shutdownNow();
    }

    @Test
    void many_look_at_one_instance() {
        InstancePool pool = pool(1, AT_ONCE);
        try (SharedInstances one = pool.shared();
                SharedInstances other = pool.shared()) {
            assertThat(other.id()).isEqualTo(one.id());
            assertThat(machines.states).containsOnly(Map.entry(one.id(), "running"));
        }
    }

    @Test
    void more_are_launched_only_for_who_looks_at_more() {
        InstancePool pool = pool(3, AT_ONCE);
        try (SharedInstances two = pool.shared(2);
                SharedInstances one = pool.shared()) {
            assertThat(two.ids()).hasSize(2).containsAll(one.ids());
            assertThat(machines.states).hasSize(2);
        }
    }

    @Test
    void what_nobody_looks_at_any_more_makes_way() {
        InstancePool pool = pool(1, AT_ONCE);
        pool.shared().close();
        try (InstanceRoom room = pool.room(1)) {
            assertThat(machines.states.values()).containsExactly("terminated");
            assertThat(room.size()).isOne();
        }
    }

    @Test
    void what_is_in_a_room_ends_with_it() {
        InstancePool pool = pool(2, AT_ONCE);
        try (InstanceRoom room = pool.room(2)) {
            room.run(2);
        }
        assertThat(machines.states.values()).containsExactly("terminated", "terminated");
        assertThat(pool.everything().size()).isEqualTo(2);
    }

    @Test
    void closed_it_ends_what_was_looked_at() {
        InstancePool pool = pool(2, AT_ONCE);
        pool.shared(2).close();
        pool.close();
        assertThat(machines.states.values()).containsExactly("terminated", "terminated");
    }

    @Test
    void whoever_waits_too_long_is_told_who_holds_what() {
        InstancePool pool = pool(3, AT_ONCE);
        try (SharedInstances shared = pool.shared();
                InstanceRoom room = pool.room(2)) {
            assertThat(shared.ids()).hasSize(room.size() - 1);
            assertThatThrownBy(() -> pool.room(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll(
                            "1 of its own for InstancePoolTest", "was not to be had in PT0S", "room for 3 instances")
                    .hasMessageContaining(
                            "held: [1 to look at for InstancePoolTest.%s, 2 of its own for InstancePoolTest.%<s]",
                            "whoever_waits_too_long_is_told_who_holds_what");
        }
        assertThat(pool).as("nobody waits any more").asString().endsWith("held: []; waiting, the first first: []");
    }

    @Test
    void what_a_cluster_never_has_room_for_is_refused_without_waiting() {
        InstancePool pool = pool(2, LONG);
        assertThatThrownBy(() -> pool.room(3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dhive.cpuCores");
    }

    @Test
    void nobody_overtakes_who_waits() throws Exception {
        InstancePool pool = pool(1, LONG);
        SharedInstances first = pool.shared();
        Future<InstanceRoom> second = others.submit(() -> pool.room(1));
        awaitWaiting(pool, "1 of its own");
        Future<SharedInstances> third = others.submit(() -> pool.shared());
        awaitWaiting(pool, "1 to look at");

        first.close();

        try (InstanceRoom room = second.get(1, TimeUnit.MINUTES)) {
            assertThat(room.size()).isOne();
            assertThat(third).isNotDone();
        }
        third.get(1, TimeUnit.MINUTES).close();
    }

    @Test
    void whoever_gives_up_lets_the_next_one_go_on() throws Exception {
        InstancePool pool = pool(2, LONG);
        SharedInstances first = pool.shared();
        Future<InstanceRoom> all = others.submit(pool::everything);
        awaitWaiting(pool, "all the room");
        Future<SharedInstances> next = others.submit(() -> pool.shared());
        awaitWaiting(pool, "1 to look at");

        all.cancel(true);

        try (SharedInstances looked = next.get(1, TimeUnit.MINUTES)) {
            assertThat(looked.ids()).isEqualTo(first.ids());
        }
    }

    @Test
    void an_instance_that_does_not_come_up_leaves_its_room_to_others() {
        InstancePool pool = pool(1, AT_ONCE);
        machines.launched = "terminated";
        assertThatThrownBy(pool::shared).isInstanceOf(AssertionError.class).hasMessageContaining("running");
        assertThat(pool).asString().contains("held: []");
    }

    private InstancePool pool(int room, Duration limit) {
        return new InstancePool(
                machines, new Launcher(machines, () -> "ami-1", () -> "t3.nano", this::key), () -> room, limit);
    }

    /** Waits until somebody does so for that. */
    private static void awaitWaiting(InstancePool pool, String what) {
        Waits.untilAsserted(
                "somebody waits for " + what,
                () -> assertThat(pool.toString().split("waiting", 2)[1]).contains(what));
    }

    private LoginKey key() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
            return new LoginKey("key", pair);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Instances that are in their next state at once. */
    private static final class Machines implements Ec2Client {
        private final Map<String, String> states = new ConcurrentHashMap<>();
        private final AtomicInteger last = new AtomicInteger();
        private volatile String launched = "running";

        @Override
        public RunInstancesResponse runInstances(RunInstancesRequest request) {
            List<Instance> instances = IntStream.range(0, request.maxCount())
                    .mapToObj(i -> "i-" + last.incrementAndGet())
                    .map(id -> {
                        states.put(id, launched);
                        return instance(id);
                    })
                    .toList();
            return RunInstancesResponse.builder().instances(instances).build();
        }

        @Override
        public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
            return DescribeInstancesResponse.builder()
                    .reservations(Reservation.builder()
                            .instances(request.instanceIds().stream()
                                    .map(this::instance)
                                    .toList())
                            .build())
                    .build();
        }

        @Override
        public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
            request.instanceIds().forEach(id -> states.put(id, "terminated"));
            return TerminateInstancesResponse.builder()
                    .terminatingInstances(InstanceStateChange.builder()
                            .instanceId(request.instanceIds().get(0))
                            .build())
                    .build();
        }

        private Instance instance(String id) {
            return Instance.builder()
                    .instanceId(id)
                    .state(state -> state.name(states.get(id)))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
