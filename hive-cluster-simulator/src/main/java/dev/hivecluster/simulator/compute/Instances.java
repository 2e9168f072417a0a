package dev.hivecluster.simulator.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** Launching, showing and ending instances (recordings 087–108, 226–282; hive contract, sections 4.8 and 9). */
final class Instances {
    private static final String OWNER = "123456789012";

    private final Platform platform;

    Instances(Platform platform) {
        this.platform = platform;
    }

    RunInstancesResponse run(RunInstancesRequest request) {
        Integer least = request.minCount();
        Integer most = request.maxCount();
        if (least == null || most == null) {
            throw HiveErrors.error("MissingParameter");
        }
        if (least < 1 || most < least) {
            throw HiveErrors.error("InvalidParameterValue");
        }
        String image = required(request.imageId());
        String typeName = required(request.instanceTypeAsString());
        if (!image.startsWith("ami-")) {
            throw HiveErrors.error("InvalidAMIID.Malformed");
        }
        InstanceType type = InstanceType.ALL.stream()
                .filter(known -> known.name().equals(typeName))
                .findFirst()
                .orElseThrow(() -> HiveErrors.error("InvalidInstanceType"));
        @Nullable
        EbsBlockDevice root = request.blockDeviceMappings().stream()
                .map(BlockDeviceMapping::ebs)
                .findFirst()
                .orElse(null);
        LaunchOrder order = new LaunchOrder(
                image,
                type,
                request.keyName() == null || request.keyName().isEmpty() ? null : request.keyName(),
                root == null || root.volumeSize() == null ? 0 : root.volumeSize(),
                root == null || !Boolean.FALSE.equals(root.deleteOnTermination()));
        List<InstanceRecord> launched = Placement.launch(platform.hosts(), order, least, most);
        return RunInstancesResponse.builder()
                .reservationId(launched.get(0).reservationId())
                .ownerId(OWNER)
                .instances(launched.stream()
                        .map(instance -> instance.summary().build())
                        .toList())
                .build();
    }

    /** Whatever is asked for that is not there is left out, and filters are ignored. */
    DescribeInstancesResponse describe(DescribeInstancesRequest request) {
        Set<String> wanted = Set.copyOf(request.instanceIds());
        Map<String, List<Instance>> byReservation = new LinkedHashMap<>();
        for (InstanceRecord instance : all()) {
            if (wanted.isEmpty() || wanted.contains(instance.id())) {
                byReservation
                        .computeIfAbsent(instance.reservationId(), any -> new ArrayList<>())
                        .add(instance.described());
            }
        }
        List<Reservation> reservations = new ArrayList<>();
        byReservation.forEach((id, instances) -> reservations.add(Reservation.builder()
                .reservationId(id)
                .ownerId(OWNER)
                .instances(instances)
                .build()));
        DescribeInstancesResponse.Builder response = DescribeInstancesResponse.builder();
        return reservations.isEmpty()
                ? response.build()
                : response.reservations(reservations).build();
    }

    StartInstancesResponse start(StartInstancesRequest request) {
        List<InstanceStateChange> changes = each(
                request.instanceIds(),
                id -> started(id)
                        ? change(id, InstanceState.STOPPED, InstanceState.PENDING)
                        : change(id, InstanceState.STOPPED, InstanceState.STOPPED));
        return StartInstancesResponse.builder().startingInstances(changes).build();
    }

    StopInstancesResponse stop(StopInstancesRequest request) {
        List<InstanceStateChange> changes = each(
                request.instanceIds(),
                id -> platform.hosts().stream().anyMatch(host -> host.stop(id))
                        ? change(id, InstanceState.RUNNING, InstanceState.STOPPING)
                        : change(id, InstanceState.RUNNING, InstanceState.RUNNING));
        return StopInstancesResponse.builder().stoppingInstances(changes).build();
    }

    TerminateInstancesResponse terminate(TerminateInstancesRequest request) {
        List<InstanceStateChange> changes = each(request.instanceIds(), this::terminated);
        return TerminateInstancesResponse.builder()
                .terminatingInstances(changes)
                .build();
    }

    /** An image of an instance that runs (recordings 190–194, 248); names may be given twice. */
    CreateImageResponse createImage(CreateImageRequest request) {
        String id = required(request.instanceId());
        String name = required(request.name());
        if (!id.startsWith("i-")) {
            throw HiveErrors.error("InvalidInstanceID.Malformed");
        }
        InstanceRecord instance = platform.hosts().stream()
                .flatMap(host -> host.find(id).stream())
                .filter(InstanceRecord::isRunning)
                .findFirst()
                .orElseThrow(() -> HiveErrors.error("InvalidInstanceID.NotFound"));
        InstanceRecord.RootVolume root = instance.root();
        if (root == null) {
            throw HiveErrors.error("ServerInternal");
        }
        ImageRecord image = new ImageStore(platform.wholeStorage())
                .createFrom(
                        root.volumeId(),
                        instance.order().imageId(),
                        name,
                        Objects.requireNonNullElse(request.description(), ""),
                        platform.clock().instant());
        return CreateImageResponse.builder().imageId(image.id()).build();
    }

    private boolean started(String id) {
        List<ComputeHost> hosts = platform.hosts();
        if (hosts.isEmpty() || hosts.get(0).findStopped(id).isEmpty()) {
            return false;
        }
        ComputeHost starter = Placement.starter(hosts, hosts.get(0).startTried(id));
        try {
            return starter.start(id).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HiveErrors.error("InternalError");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private InstanceStateChange terminated(String id) {
        List<ComputeHost> hosts = platform.hosts();
        if (hosts.stream().anyMatch(host -> host.terminate(id))) {
            return change(id, InstanceState.RUNNING, InstanceState.SHUTTING_DOWN);
        }
        if (!hosts.isEmpty() && hosts.get(0).terminateStopped(id)) {
            return change(id, InstanceState.STOPPED, InstanceState.SHUTTING_DOWN);
        }
        return change(id, InstanceState.RUNNING, InstanceState.RUNNING);
    }

    /** On its way between a node and the stopped ones an instance is seen once, and never not at all. */
    private Iterable<InstanceRecord> all() {
        List<ComputeHost> hosts = platform.gather();
        Map<String, InstanceRecord> found = new LinkedHashMap<>();
        hosts.stream().limit(1).forEach(any -> any.stopped().forEach(stopped -> found.put(stopped.id(), stopped)));
        hosts.forEach(host -> host.instances().forEach(instance -> found.put(instance.id(), instance)));
        hosts.stream()
                .limit(1)
                .forEach(any -> any.stopped().forEach(stopped -> found.putIfAbsent(stopped.id(), stopped)));
        return found.values();
    }

    private static List<InstanceStateChange> each(List<String> ids, Function<String, InstanceStateChange> change) {
        if (ids.isEmpty()) {
            throw HiveErrors.error("InternalError");
        }
        return ids.stream().map(change).toList();
    }

    private static InstanceStateChange change(String id, InstanceState before, InstanceState now) {
        return InstanceStateChange.builder()
                .instanceId(id)
                .previousState(before.shown())
                .currentState(now.shown())
                .build();
    }

    private static String required(@Nullable String parameter) {
        if (parameter == null || parameter.isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        return parameter;
    }
}
