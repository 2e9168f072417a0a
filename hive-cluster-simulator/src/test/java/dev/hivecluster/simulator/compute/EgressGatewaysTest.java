package dev.hivecluster.simulator.compute;

import static dev.hivecluster.simulator.compute.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.EgressOnlyInternetGateway;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class EgressGatewaysTest {
    private final FakePlatform platform = new FakePlatform();
    private final Ec2Client ec2 = new HiveCompute(platform);

    private EgressOnlyInternetGateway create(String vpc) {
        return ec2.createEgressOnlyInternetGateway(request -> request.vpcId(vpc))
                .egressOnlyInternetGateway();
    }

    @Test
    void a_gateway_is_attached_to_the_network_that_was_named_though_there_is_none() {
        EgressOnlyInternetGateway created = create("vpc-12345678");
        assertThat(created.egressOnlyInternetGatewayId()).matches("eigw-[0-9a-f]{17}");
        assertThat(created.hasTags()).isFalse();
        assertThat(created.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.stateAsString()).isEqualTo("attached");
            assertThat(attachment.vpcId()).isEqualTo("vpc-12345678");
        });
        assertThat(ec2.describeEgressOnlyInternetGateways(request -> {}).egressOnlyInternetGateways())
                .containsExactly(created);
        assertThat(platform.objects().keys("predastore", "")).isEmpty();
    }

    @Test
    void gateways_are_described_by_id_and_unknown_ones_left_out() {
        String first = create("vpc-1").egressOnlyInternetGatewayId();
        create("vpc-2");
        assertThat(ec2.describeEgressOnlyInternetGateways(
                                request -> request.egressOnlyInternetGatewayIds(first, "eigw-0"))
                        .egressOnlyInternetGateways())
                .extracting(EgressOnlyInternetGateway::egressOnlyInternetGatewayId)
                .containsExactly(first);
        assertThat(ec2.describeEgressOnlyInternetGateways(request -> request.egressOnlyInternetGatewayIds("eigw-0"))
                        .hasEgressOnlyInternetGateways())
                .isFalse();
    }

    @Test
    void a_gateway_tells_the_tags_that_it_was_made_with() {
        Tag tag = Tag.builder().key("a").value("b").build();
        ec2.createEgressOnlyInternetGateway(request -> request.vpcId("vpc-1")
                .tagSpecifications(TagSpecification.builder()
                        .resourceType(ResourceType.EGRESS_ONLY_INTERNET_GATEWAY)
                        .tags(tag)
                        .build()));
        assertThat(ec2.describeEgressOnlyInternetGateways(request -> {})
                        .egressOnlyInternetGateways()
                        .get(0)
                        .tags())
                .containsExactly(tag);
    }

    @Test
    void a_gateway_is_deleted_once() {
        String id = create("vpc-1").egressOnlyInternetGatewayId();
        assertThat(ec2.deleteEgressOnlyInternetGateway(request -> request.egressOnlyInternetGatewayId(id))
                        .returnCode())
                .isTrue();
        assertThat(ec2.describeEgressOnlyInternetGateways(request -> {}).hasEgressOnlyInternetGateways())
                .isFalse();
        refused(
                "InvalidEgressOnlyInternetGatewayId.NotFound",
                () -> ec2.deleteEgressOnlyInternetGateway(request -> request.egressOnlyInternetGatewayId(id)));
    }

    @Test
    void network_and_gateway_must_be_named() {
        refused("MissingParameter", () -> ec2.createEgressOnlyInternetGateway(request -> {}));
        refused("MissingParameter", () -> ec2.createEgressOnlyInternetGateway(request -> request.vpcId("")));
        refused("MissingParameter", () -> ec2.deleteEgressOnlyInternetGateway(request -> {}));
    }
}
