package dev.hivecluster.simulator.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Volume;

class RunInstancesTest {
    private TestNodes nodes = TestNodes.with();

    @AfterEach
    void end() {
        nodes.close();
    }

    static void assertError(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private RunInstancesResponse run(Consumer<RunInstancesRequest.Builder> more) {
        return nodes.ec2().runInstances(request -> {
            request.imageId(nodes.image()).instanceType("t3.nano").minCount(1).maxCount(1);
            more.accept(request);
        });
    }

    @Test
    void a_launch_answers_pending_at_once_and_runs_later_with_its_root_volume() {
        nodes = TestNodes.with(4);
        nodes.ec2().createKeyPair(request -> request.keyName("test-key-1"));
        RunInstancesResponse answer = run(request -> request.keyName("test-key-1"));

        assertThat(answer.reservationId()).matches("r-[0-9a-f]{17}");
        assertThat(answer.ownerId()).isEqualTo("123456789012");
        Instance pending = answer.instances().get(0);
        assertThat(pending.instanceId()).matches("i-[0-9a-f]{17}");
        assertThat(pending.imageId()).isEqualTo(nodes.image());
        assertThat(pending.instanceTypeAsString()).isEqualTo("t3.nano");
        assertThat(pending.keyName()).isEqualTo("test-key-1");
        assertThat(pending.state().nameAsString()).isEqualTo("pending");
        assertThat(pending.state().code()).isZero();
        assertThat(pending.hasBlockDeviceMappings()).isFalse();

        nodes.await(pending.instanceId(), "running");
        Instance running = nodes.instance(pending.instanceId());
        assertThat(running.state().code()).isEqualTo(16);
        assertThat(running.launchTime()).isEqualTo(pending.launchTime());
        assertThat(running.hasTags()).isFalse();
        assertThat(running.placement()).isNull();
        assertThat(running.privateIpAddress()).isNull();
        InstanceBlockDeviceMapping root = running.blockDeviceMappings().get(0);
        assertThat(root.deviceName()).isEqualTo("/dev/xvda");
        assertThat(root.ebs().statusAsString()).isEqualTo("attached");
        assertThat(root.ebs().deleteOnTermination()).isTrue();
        Volume volume = nodes.ec2()
                .describeVolumes(request -> request.volumeIds(root.ebs().volumeId()))
                .volumes()
                .get(0);
        assertThat(volume.stateAsString()).isEqualTo("in-use");
        assertThat(volume.size()).isEqualTo(4);
        assertThat(volume.snapshotId()).isEqualTo(nodes.image());
        assertThat(volume.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.instanceId()).isEqualTo(pending.instanceId());
            assertThat(attachment.device()).isEmpty();
            assertThat(attachment.deleteOnTermination()).isTrue();
        });
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                refused("MissingParameter", request -> request.minCount(null)),
                refused("MissingParameter", request -> request.maxCount(null)),
                refused("InvalidParameterValue", request -> request.minCount(0).maxCount(0)),
                refused("InvalidParameterValue", request -> request.minCount(2)),
                refused("MissingParameter", request -> request.imageId(null)),
                refused("MissingParameter", request -> request.instanceType((String) null)),
                refused("InvalidAMIID.Malformed", request -> request.imageId("notanami")),
                refused("InvalidInstanceType", request -> request.instanceType("x99.superlarge")),
                refused("InvalidInstanceType", request -> request.instanceType("t3.xlarge")));
    }

    private static Arguments refused(String code, Consumer<RunInstancesRequest.Builder> change) {
        return Arguments.of(code, change);
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void a_launch_that_cannot_be_meant_is_refused(String code, Consumer<RunInstancesRequest.Builder> change) {
        nodes = TestNodes.with(2);
        assertError(code, () -> run(change));
        assertThat(nodes.described()).isEmpty();
    }

    @Test
    void an_unknown_image_or_key_shuts_down_for_ever_and_holds_no_capacity() {
        nodes = TestNodes.with(2);
        String noImage = run(request -> request.imageId("ami-0000000000000dead"))
                .instances()
                .get(0)
                .instanceId();
        nodes.await(noImage, "shutting-down");
        String noKey =
                run(request -> request.keyName("nobodys")).instances().get(0).instanceId();
        nodes.await(noKey, "shutting-down");

        Instance failed = nodes.instance(noImage);
        assertThat(failed.state().code()).isEqualTo(32);
        assertThat(failed.stateReason().code()).isEqualTo("Server.InternalError");
        assertThat(failed.stateReason().message()).isEqualTo("volume_preparation_failed");
        assertThat(failed.hasBlockDeviceMappings()).isFalse();
        assertThat(nodes.ec2()
                        .terminateInstances(request -> request.instanceIds(noImage))
                        .terminatingInstances()
                        .get(0)
                        .currentState()
                        .nameAsString())
                .isEqualTo("running");
        assertThat(nodes.state(noImage)).isEqualTo("shutting-down");
        assertThat(nodes.running()).isNotEmpty();
    }

    @Test
    void an_instance_is_launched_from_an_image_of_another_and_not_once_its_snapshot_is_gone() {
        nodes = TestNodes.with(4);
        String source = nodes.running();
        String custom = nodes.ec2()
                .createImage(request -> request.instanceId(source).name("e2e-custom-ami"))
                .imageId();
        String works =
                run(request -> request.imageId(custom)).instances().get(0).instanceId();
        nodes.await(works, "running");
        nodes.ec2().terminateInstances(request -> request.instanceIds(works));
        nodes.await(works, "terminated");

        String snapshot =
                new ImageStore(nodes.objects()).find(custom).orElseThrow().snapshotId();
        nodes.objects()
                .keys("predastore", snapshot + "/")
                .forEach(key -> nodes.objects().delete("predastore", key));
        String fails =
                run(request -> request.imageId(custom)).instances().get(0).instanceId();
        nodes.await(fails, "shutting-down");
    }

    @Test
    void a_full_node_knows_no_type_any_more() {
        nodes = TestNodes.with(2);
        nodes.launch();
        assertError("InvalidInstanceType", nodes::launch);
        assertThat(nodes.ec2().describeInstanceTypes(request -> {}).hasInstanceTypes())
                .isFalse();
    }

    @Test
    void more_than_there_is_room_for_is_too_much_and_fewer_are_launched_if_that_is_enough() {
        nodes = TestNodes.with(4, 4);
        assertError(
                "InsufficientInstanceCapacity",
                () -> run(request -> request.minCount(3).maxCount(3)));
        assertThat(run(request -> request.minCount(1).maxCount(3)).instances()).hasSize(2);
    }

    @Test
    void instances_of_one_call_are_one_reservation_on_one_node() {
        nodes = TestNodes.with(2, 4, 2);
        RunInstancesResponse answer = run(request -> request.minCount(2).maxCount(2));
        assertThat(answer.instances()).hasSize(2);
        assertThat(nodes.host("node2").instances()).hasSize(2);
        DescribeInstancesResponse described = nodes.ec2().describeInstances(request -> {});
        assertThat(described.reservations())
                .singleElement()
                .extracting(Reservation::reservationId)
                .isEqualTo(answer.reservationId());
        assertThat(described.reservations().get(0).instances()).hasSize(2);
    }

    @Test
    void instances_spread_over_the_nodes() {
        nodes = TestNodes.with(8, 8, 8);
        for (int i = 0; i < 6; i++) {
            nodes.launch();
        }
        assertThat(List.of("node1", "node2", "node3"))
                .allSatisfy(node -> assertThat(nodes.host(node).instances()).hasSize(2));
    }

    @Test
    void of_many_that_want_the_last_capacity_as_many_get_it_as_there_is() throws Exception {
        nodes = TestNodes.with(4, 4);
        assertThat(successes(16, () -> nodes.launch())).hasSize(4);
        assertThat(nodes.described()).hasSize(4);
        assertThat(nodes.host("node1").capacity().freeCpus()).isZero();
        assertThat(nodes.host("node2").capacity().freeCpus()).isZero();
    }

    @Test
    void ids_that_are_not_there_and_filters_are_ignored() {
        nodes = TestNodes.with(2);
        assertThat(nodes.ec2().describeInstances(request -> {}).hasReservations())
                .isFalse();
        String id = nodes.launch();
        assertThat(nodes.described("i-0000000000000dead", "bogus")).isEmpty();
        assertThat(nodes.described(id, "bogus")).hasSize(1);
        assertThat(nodes.ec2()
                        .describeInstances(request -> request.filters(Filter.builder()
                                .name("instance-state-name")
                                .values("stopped")
                                .build()))
                        .reservations())
                .hasSize(1);
    }

    @Test
    void a_root_volume_is_as_large_as_was_asked_for_and_stays_if_it_was_to() {
        nodes = TestNodes.with(2);
        String id = run(request -> request.blockDeviceMappings(BlockDeviceMapping.builder()
                        .deviceName("/dev/sda1")
                        .ebs(ebs -> ebs.volumeSize(9).deleteOnTermination(false))
                        .build()))
                .instances()
                .get(0)
                .instanceId();
        nodes.await(id, "running");
        String root = nodes.rootVolume(id);
        nodes.ec2().terminateInstances(request -> request.instanceIds(id));
        nodes.await(id, "terminated");
        assertThat(nodes.ec2()
                        .describeVolumes(request -> request.volumeIds(root))
                        .volumes())
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.size()).isEqualTo(9);
                    assertThat(volume.stateAsString()).isEqualTo("available");
                });
    }

    @Test
    void hundreds_of_records_are_described() {
        nodes = TestNodes.with(1000);
        for (int i = 0; i < 500; i++) {
            run(request -> request.imageId("ami-0000000000000dead"));
        }
        Awaitility.await().until(() -> nodes.host("node1").capacity().freeCpus() == 1000);
        assertThat(nodes.described()).hasSize(500);
    }

    /** What those of many threads return that do not fail as they may. */
    static <T> List<T> successes(int threads, Callable<T> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    go.await();
                    return call.call();
                }));
            }
            go.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                try {
                    results.add(one.get());
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(Ec2Exception.class);
                }
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
