package dev.hivecluster.simulator.compute;

import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Hive's error codes with their HTTP statuses (hive contract, sections 4.7 and 9). A message is never sent. */
public final class HiveErrors {
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("DependencyViolation", 400),
            Map.entry("IncompleteSignature", 400),
            Map.entry("IncorrectState", 400),
            Map.entry("InsufficientInstanceCapacity", 400),
            Map.entry("InvalidAMIID.Malformed", 400),
            Map.entry("InvalidAMIID.NotFound", 400),
            Map.entry("InvalidAction", 400),
            Map.entry("InvalidAvailabilityZone", 400),
            Map.entry("InvalidInstanceAttributeValue", 400),
            Map.entry("InvalidInstanceID.Malformed", 400),
            Map.entry("InvalidInstanceType", 400),
            Map.entry("InvalidKey.Format", 400),
            Map.entry("InvalidKeyPair.Format", 400),
            Map.entry("InvalidParameterValue", 400),
            Map.entry("InvalidSnapshotID.Malformed", 400),
            Map.entry("InvalidVolumeID.Malformed", 400),
            Map.entry("MissingParameter", 400),
            Map.entry("OperationNotPermitted", 400),
            Map.entry("UnsupportedOperation", 400),
            Map.entry("ValidationError", 400),
            Map.entry("VolumeInUse", 400),
            Map.entry("AuthFailure", 403),
            Map.entry("InvalidClientTokenId", 403),
            Map.entry("MissingAuthenticationToken", 403),
            Map.entry("SignatureDoesNotMatch", 403),
            Map.entry("UnauthorizedOperation", 403),
            Map.entry("InvalidEgressOnlyInternetGatewayId.NotFound", 404),
            Map.entry("InvalidInstanceID.NotFound", 404),
            Map.entry("InvalidKeyPair.NotFound", 404),
            Map.entry("InvalidSnapshot.NotFound", 404),
            Map.entry("InvalidVolume.NotFound", 404),
            Map.entry("IncorrectInstanceState", 409),
            Map.entry("InvalidAMIName.Duplicate", 409),
            Map.entry("InvalidKeyPair.Duplicate", 409),
            Map.entry("InvalidSnapshot.InUse", 409),
            Map.entry("InternalError", 500),
            Map.entry("ServerInternal", 500));

    private HiveErrors() {}

    /**
     * The status that goes with a code.
     *
     * @throws IllegalArgumentException if Hive has no such code
     */
    public static int status(String code) {
        Integer status = STATUSES.get(code);
        if (status == null) {
            throw new IllegalArgumentException("Hive has no error code " + code);
        }
        return status;
    }

    /** An error as an EC2 client sees it. */
    public static Ec2Exception error(String code) {
        return (Ec2Exception) Ec2Exception.builder()
                .statusCode(status(code))
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("Ec2")
                        .errorCode(code)
                        .errorMessage("")
                        .build())
                .build();
    }
}
