package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** The instance types that a gateway lists: those that there is room for. */
final class InstanceTypes {
    private InstanceTypes() {}

    /** The name of a type of the smallest size, whatever the family: that follows the machines' processors. */
    static String nano(Ec2Client ec2) {
        List<String> names = names(ec2);
        return names.stream()
                .filter(name -> name.endsWith(".nano"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no nano type among " + names));
    }

    /** How many instances of a type there is room for: with this filter Hive lists it once for each. */
    static int room(Ec2Client ec2, String name) {
        Filter eachSlot = Filter.builder().name("capacity").values("true").build();
        return Math.toIntExact(ec2.describeInstanceTypes(request -> request.filters(eachSlot)).instanceTypes().stream()
                .filter(type -> name.equals(type.instanceTypeAsString()))
                .count());
    }

    /** The architecture of a type. */
    static String architecture(Ec2Client ec2, String name) {
        return ec2.describeInstanceTypes(request -> request.instanceTypesWithStrings(name)).instanceTypes().stream()
                .filter(type -> name.equals(type.instanceTypeAsString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no type " + name))
                .processorInfo()
                .supportedArchitecturesAsStrings()
                .get(0);
    }

    static List<String> names(Ec2Client ec2) {
        return ec2.describeInstanceTypes(all -> {}).instanceTypes().stream()
                .map(InstanceTypeInfo::instanceTypeAsString)
                .toList();
    }

    /** Asserts that the type, asked for by name, has an architecture. Hive may answer with others beside it. */
    static void hasArchitecture(Ec2Client ec2, String name) {
        List<InstanceTypeInfo> found =
                ec2.describeInstanceTypes(request -> request.instanceTypesWithStrings(name)).instanceTypes().stream()
                        .filter(type -> name.equals(type.instanceTypeAsString()))
                        .toList();
        assertThat(found).as("what is told of " + name).isNotEmpty();
        assertThat(found.get(0).processorInfo().supportedArchitecturesAsStrings())
                .as("architectures of %s", name)
                .isNotEmpty()
                .isSubsetOf("x86_64", "arm64");
    }
}
