package dev.hivecluster.simulator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

class DiscoveryTest {
    private static Ec2Client on(NodeCapacity... nodes) {
        return new HiveCompute(new FakePlatform(nodes));
    }

    private static List<String> types(Ec2Client ec2) {
        return ec2.describeInstanceTypes(request -> {}).instanceTypes().stream()
                .map(InstanceTypeInfo::instanceTypeAsString)
                .toList();
    }

    @Test
    void types_are_listed_that_a_node_has_room_for() {
        assertThat(types(on(new NodeCapacity("node1", 4, 4096))))
                .containsExactlyInAnyOrder(
                        "m8a.nano",
                        "m8a.micro",
                        "m8a.small",
                        "m8a.medium",
                        "t3.nano",
                        "t3.micro",
                        "t3.small",
                        "t3.medium");
        assertThat(types(on(new NodeCapacity("node1", 8, 65_536)))).hasSize(14).contains("t3.2xlarge");
    }

    @Test
    void room_on_different_nodes_does_not_add_up() {
        assertThat(types(on(new NodeCapacity("node1", 2, 512), new NodeCapacity("node2", 1, 65_536))))
                .containsExactlyInAnyOrder("m8a.nano", "t3.nano");
    }

    @Test
    void a_full_cluster_or_one_whose_daemons_are_silent_lists_nothing() {
        assertThat(on(new NodeCapacity("node1", 1, 65_536))
                        .describeInstanceTypes(request -> {})
                        .hasInstanceTypes())
                .isFalse();
        assertThat(types(on())).isEmpty();
    }

    @Test
    void the_types_that_were_asked_for_are_ignored() {
        assertThat(on(new NodeCapacity("node1", 2, 512))
                        .describeInstanceTypes(request -> request.instanceTypesWithStrings("x99.superlarge"))
                        .instanceTypes())
                .hasSize(2);
    }

    @Test
    void the_capacity_filter_lists_a_type_once_for_each_free_slot() {
        assertThat(on(new NodeCapacity("node1", 4, 1024), new NodeCapacity("node2", 2, 512))
                        .describeInstanceTypes(request -> request.filters(
                                Filter.builder().name("capacity").values("true").build()))
                        .instanceTypes())
                .extracting(InstanceTypeInfo::instanceTypeAsString)
                .filteredOn(type -> type.startsWith("t3."))
                .containsExactly("t3.nano", "t3.nano", "t3.nano", "t3.micro");
    }

    @Test
    void regions_and_zones_are_the_clusters_whatever_was_asked_for() {
        Ec2Client ec2 = on();
        assertThat(ec2.describeRegions(request -> request.regionNames("mars-1")).regions())
                .singleElement()
                .satisfies(region -> assertThat(region.regionName()).isEqualTo("ap-southeast-2"));
        assertThat(ec2.describeAvailabilityZones(request -> request.zoneNames("mars-1a"))
                        .availabilityZones())
                .singleElement()
                .satisfies(zone -> {
                    assertThat(zone.zoneName()).isEqualTo("ap-southeast-2a");
                    assertThat(zone.stateAsString()).isEqualTo("available");
                });
    }
}
