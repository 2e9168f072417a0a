package dev.hivecluster.simulator.compute;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/** What the gateway answers by itself, whatever was asked for: names and filters are ignored (recordings 034–043). */
final class Discovery {
    private static final String OPT_IN = "opt-in-not-required";
    private static final String ENDPOINT = "https://localhost:9999";
    private static final List<AccountAttribute> ATTRIBUTES = List.of(
            attribute("supported-platforms", "VPC"),
            attribute("default-vpc", "none"),
            attribute("max-instances", "100"),
            attribute("vpc-max-security-groups-per-interface", "5"),
            attribute("max-elastic-ips", "5"),
            attribute("vpc-max-elastic-ips", "20"));

    private final Platform platform;

    Discovery(Platform platform) {
        this.platform = platform;
    }

    DescribeRegionsResponse regions() {
        return DescribeRegionsResponse.builder()
                .regions(Region.builder()
                        .regionName(platform.region())
                        .endpoint(ENDPOINT)
                        .optInStatus(OPT_IN)
                        .build())
                .build();
    }

    DescribeAvailabilityZonesResponse availabilityZones() {
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(AvailabilityZone.builder()
                        .state("available")
                        .optInStatus(OPT_IN)
                        .messages(List.of())
                        .regionName(platform.region())
                        .zoneName(platform.availabilityZone())
                        .zoneId("hivez1")
                        .groupName(platform.region())
                        .networkBorderGroup(platform.region())
                        .zoneType("availability-zone")
                        .build())
                .build();
    }

    DescribeAccountAttributesResponse accountAttributes() {
        return DescribeAccountAttributesResponse.builder()
                .accountAttributes(ATTRIBUTES)
                .build();
    }

    private static AccountAttribute attribute(String name, String value) {
        return AccountAttribute.builder()
                .attributeName(name)
                .attributeValues(
                        AccountAttributeValue.builder().attributeValue(value).build())
                .build();
    }
}
