package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.Documents;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateEgressOnlyInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateEgressOnlyInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteEgressOnlyInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteEgressOnlyInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.EgressOnlyInternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;

/** Egress-only internet gateways (recordings 220–222): they exist, and that is all they do. */
final class EgressGateways {
    private static final String PREFIX = "eigw-";

    private final Platform platform;

    EgressGateways(Platform platform) {
        this.platform = platform;
    }

    CreateEgressOnlyInternetGatewayResponse create(CreateEgressOnlyInternetGatewayRequest request) {
        String vpc = request.vpcId();
        if (vpc == null || vpc.isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        EgressGateway gateway = new EgressGateway(
                ResourceIds.next("eigw"),
                vpc,
                TagLists.of(request.tagSpecifications(), "egress-only-internet-gateway"));
        gateways().put(gateway.id(), gateway);
        return CreateEgressOnlyInternetGatewayResponse.builder()
                .egressOnlyInternetGateway(described(gateway))
                .build();
    }

    DescribeEgressOnlyInternetGatewaysResponse describe(DescribeEgressOnlyInternetGatewaysRequest request) {
        List<String> ids = request.egressOnlyInternetGatewayIds();
        List<EgressOnlyInternetGateway> found = gateways().all(PREFIX, "").values().stream()
                .filter(gateway -> ids.isEmpty() || ids.contains(gateway.id()))
                .map(EgressGateways::described)
                .toList();
        DescribeEgressOnlyInternetGatewaysResponse.Builder response =
                DescribeEgressOnlyInternetGatewaysResponse.builder();
        return found.isEmpty()
                ? response.build()
                : response.egressOnlyInternetGateways(found).build();
    }

    DeleteEgressOnlyInternetGatewayResponse delete(DeleteEgressOnlyInternetGatewayRequest request) {
        String id = request.egressOnlyInternetGatewayId();
        if (id == null || id.isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        gateways().update(id, gateway -> {
            if (gateway == null) {
                throw HiveErrors.error("InvalidEgressOnlyInternetGatewayId.NotFound");
            }
            return null;
        });
        return DeleteEgressOnlyInternetGatewayResponse.builder()
                .returnCode(true)
                .build();
    }

    private Documents<EgressGateway> gateways() {
        return new Documents<>(platform.keyValues(), EgressGateway.class);
    }

    private static EgressOnlyInternetGateway described(EgressGateway gateway) {
        EgressOnlyInternetGateway.Builder builder = EgressOnlyInternetGateway.builder()
                .egressOnlyInternetGatewayId(gateway.id())
                .attachments(InternetGatewayAttachment.builder()
                        .state("attached")
                        .vpcId(gateway.vpcId())
                        .build());
        return gateway.tags().isEmpty()
                ? builder.build()
                : builder.tags(TagLists.of(gateway.tags())).build();
    }
}
