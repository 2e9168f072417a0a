package dev.hivecluster.simulator.compute;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Instance types that there is room for (recordings 039–042): the types that were asked for are ignored. */
final class InstanceTypes {
    private final Platform platform;

    InstanceTypes(Platform platform) {
        this.platform = platform;
    }

    DescribeInstanceTypesResponse describe(DescribeInstanceTypesRequest request) {
        boolean everySlot = request.filters().stream()
                .anyMatch(filter ->
                        "capacity".equals(filter.name()) && filter.values().contains("true"));
        List<NodeCapacity> nodes = platform.capacities();
        List<InstanceTypeInfo> infos = new ArrayList<>();
        for (InstanceType type : InstanceType.ALL) {
            int slots = nodes.stream().mapToInt(type::fitting).sum();
            for (int i = 0; i < (everySlot ? slots : Math.min(slots, 1)); i++) {
                infos.add(info(type));
            }
        }
        DescribeInstanceTypesResponse.Builder response = DescribeInstanceTypesResponse.builder();
        return infos.isEmpty()
                ? response.build()
                : response.instanceTypes(infos).build();
    }

    private static InstanceTypeInfo info(InstanceType type) {
        return InstanceTypeInfo.builder()
                .instanceType(type.name())
                .currentGeneration(true)
                .supportedRootDeviceTypesWithStrings("ebs")
                .supportedVirtualizationTypesWithStrings("hvm")
                .hypervisor("kvm")
                .processorInfo(info -> info.supportedArchitecturesWithStrings(InstanceType.ARCHITECTURE))
                .vCpuInfo(info -> info.defaultVCpus(type.cpus()))
                .memoryInfo(info -> info.sizeInMiB((long) type.memoryMib()))
                .burstablePerformanceSupported(false)
                .build();
    }
}
