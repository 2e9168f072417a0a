package dev.hivecluster.e2e.mutation;

import dev.hivecluster.e2e.mutation.Mutation.Drop;
import dev.hivecluster.e2e.mutation.Mutation.ErrorToSuccess;
import dev.hivecluster.e2e.mutation.Mutation.Ignore;
import dev.hivecluster.e2e.mutation.Mutation.SuccessToError;
import dev.hivecluster.e2e.mutation.Mutation.Swap;
import dev.hivecluster.e2e.mutation.Mutation.SwapErrorCode;
import dev.hivecluster.e2e.mutation.Mutation.SwapField;
import dev.hivecluster.e2e.mutation.Mutation.SwapStatus;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mutants: for every action that the suites call, what a scenario says of it (hive contract, sections 1.1 and 1.2) is
 * missing or wrong in turn; where nothing is said but that it succeeds, it fails, or succeeds and does nothing.
 */
final class Catalogue {
    private static final String REFUSED = "UnsupportedOperation";
    private static final String NOWHERE = "nowhere";
    private static final String INSTANCE = "reservationSet/item/instancesSet/item";
    private static final String CHANGE = "instancesSet/item";

    private Catalogue() {}

    static List<Mutant> all() {
        return Arrays.stream(Part.values())
                .flatMap(part -> part.mutants().stream())
                .toList();
    }

    static List<Mutant> of(Part part) {
        return join(switch (part) {
                    case INSTANCES -> List.of(instances());
                    case VOLUMES -> List.of(volumes());
                    case OTHERS -> List.of(discovery(), keyPairs(), images(), snapshots(), tags(), storage());
                })
                .toList();
    }

    private static Stream<Mutant> of(String action, Mutation... mutations) {
        return Arrays.stream(mutations).map(mutation -> new Mutant(action, mutation));
    }

    private static Stream<Mutant> join(List<Stream<Mutant>> parts) {
        return parts.stream().flatMap(part -> part);
    }

    private static Stream<Mutant> discovery() {
        return join(List.of(
                of(
                        "DescribeRegions",
                        new Drop("regionInfo"),
                        new Drop("regionInfo/item/regionName"),
                        new Swap("regionInfo/item/regionName", "", NOWHERE)),
                of(
                        "DescribeAvailabilityZones",
                        new Drop("availabilityZoneInfo/item"),
                        new Drop("availabilityZoneInfo/item/zoneName"),
                        new Drop("availabilityZoneInfo/item/zoneState"),
                        new Swap("availabilityZoneInfo/item/zoneName", "", NOWHERE),
                        new Swap("availabilityZoneInfo/item/zoneState", "available", "impaired")),
                of(
                        "DescribeInstanceTypes",
                        new Drop("instanceTypeSet/item"),
                        new Drop("instanceTypeSet/item/instanceType"),
                        new Drop("instanceTypeSet/item/processorInfo/supportedArchitectures"),
                        new Swap("instanceTypeSet/item/processorInfo/supportedArchitectures/item", "", "sparc")),
                of(
                        "DescribeFakeThings",
                        new SwapErrorCode("InvalidAction", "InvalidParameterValue"),
                        new SwapErrorCode("MissingAuthenticationToken", "AuthFailure"),
                        new SwapStatus(400, 404),
                        new ErrorToSuccess("InvalidAction"),
                        new ErrorToSuccess("MissingAuthenticationToken")),
                of(Call.WITHOUT_ACTION, new SwapStatus(403, 400), new ErrorToSuccess("MissingAuthenticationToken"))));
    }

    private static Stream<Mutant> keyPairs() {
        return join(List.of(
                of(
                        "CreateKeyPair",
                        new Drop("keyName"),
                        new Drop("keyPairId"),
                        new Drop("keyMaterial"),
                        new Swap("keyName", "", NOWHERE),
                        new Swap("keyMaterial", "", "no key")),
                of(
                        "ImportKeyPair",
                        new Drop("keyName"),
                        new Drop("keyPairId"),
                        new Drop("keyFingerprint"),
                        new Swap("keyName", "", NOWHERE)),
                of(
                        "DescribeKeyPairs",
                        new Drop("keySet"),
                        new Drop("keySet/item/keyName"),
                        new Swap("keySet/item/keyName", "", NOWHERE)),
                of("DeleteKeyPair", new SuccessToError(REFUSED), new Ignore())));
    }

    private static Stream<Mutant> images() {
        return join(List.of(
                of(
                        "DescribeImages",
                        new Drop("imagesSet/item"),
                        new Drop("imagesSet/item/imageId"),
                        new Drop("imagesSet/item/imageState"),
                        new Drop("imagesSet/item/architecture"),
                        new Drop("imagesSet/item/name"),
                        new Drop("imagesSet/item/description"),
                        new Swap("imagesSet/item/imageState", "available", "pending"),
                        new Swap("imagesSet/item/architecture", "", "sparc"),
                        new Swap("imagesSet/item/name", "", NOWHERE)),
                of("CreateImage", new Drop("imageId"), new SuccessToError(REFUSED))));
    }

    private static Stream<Mutant> instances() {
        return join(List.of(
                of(
                        "RunInstances",
                        new Drop("reservationId"),
                        new Drop(CHANGE),
                        new Drop(CHANGE + "[2]"),
                        new Drop(CHANGE + "/instanceId"),
                        new Drop(CHANGE + "/instanceState"),
                        new Swap(CHANGE + "/instanceState/name", "pending", "running"),
                        new SwapErrorCode("InvalidAMIID.Malformed", "InvalidAMIID.NotFound"),
                        new SwapErrorCode("InvalidInstanceType", "InvalidParameterValue"),
                        new ErrorToSuccess("InvalidAMIID.Malformed"),
                        new ErrorToSuccess("InvalidInstanceType")),
                of(
                        "DescribeInstances",
                        new Drop("reservationSet"),
                        new Drop(INSTANCE + "/instanceId"),
                        new Drop(INSTANCE + "/instanceState"),
                        new Drop(INSTANCE + "/instanceType"),
                        new Drop(INSTANCE + "/keyName"),
                        new Drop(INSTANCE + "/imageId"),
                        new Drop(INSTANCE + "/blockDeviceMapping"),
                        new Drop(INSTANCE + "/blockDeviceMapping/item/ebs/volumeId"),
                        new Swap(INSTANCE + "/instanceState/name", "running", "pending"),
                        new Swap(INSTANCE + "/instanceState/name", "stopped", "stopping"),
                        new Swap(INSTANCE + "/instanceState/name", "terminated", "shutting-down"),
                        new Swap(INSTANCE + "/imageId", "", "ami-00000000000000000")),
                of(
                        "StopInstances",
                        new Drop(CHANGE),
                        new Drop(CHANGE + "/instanceId"),
                        new Drop(CHANGE + "/currentState"),
                        new Swap(CHANGE + "/currentState/name", "stopping", "running"),
                        new SuccessToError(REFUSED)),
                of(
                        "StartInstances",
                        new Drop(CHANGE),
                        new Drop(CHANGE + "/instanceId"),
                        new Drop(CHANGE + "/currentState"),
                        new Swap(CHANGE + "/currentState/name", "pending", "stopped"),
                        new SuccessToError(REFUSED)),
                of(
                        "TerminateInstances",
                        new Drop(CHANGE),
                        new Drop(CHANGE + "[2]"),
                        new Drop(CHANGE + "/instanceId"),
                        new Drop(CHANGE + "/currentState"),
                        new Drop(CHANGE + "/previousState"),
                        new Swap(CHANGE + "/currentState/name", "shutting-down", "running"),
                        new Swap(CHANGE + "/previousState/name", "running", "pending"))));
    }

    private static Stream<Mutant> volumes() {
        return join(List.of(
                of("CreateVolume", new Drop("volumeId"), new Drop("size"), new Swap("size", "10", "1")),
                of(
                        "DescribeVolumes",
                        new Drop("volumeSet"),
                        new Drop("volumeSet/item/volumeId"),
                        new Drop("volumeSet/item/size"),
                        new Drop("volumeSet/item/status"),
                        new Drop("volumeSet/item/attachmentSet"),
                        new Drop("volumeSet/item/attachmentSet/item/instanceId"),
                        new Drop("volumeSet/item/attachmentSet/item/status"),
                        new Swap("volumeSet/item/size", "20", "10"),
                        new Swap("volumeSet/item/status", "available", "creating"),
                        new Swap("volumeSet/item/status", "in-use", "available"),
                        new Swap("volumeSet/item/attachmentSet/item/status", "attached", "attaching")),
                of(
                        "ModifyVolume",
                        new Drop("volumeModification"),
                        new Drop("volumeModification/originalSize"),
                        new Drop("volumeModification/targetSize"),
                        new Swap("volumeModification/targetSize", "20", "10")),
                of(
                        "AttachVolume",
                        new Drop("volumeId"),
                        new Drop("instanceId"),
                        new Drop("device"),
                        new Drop("status"),
                        new Swap("status", "attached", "detached"),
                        new SwapErrorCode("IncorrectInstanceState", "IncorrectState"),
                        new SwapErrorCode("VolumeInUse", "IncorrectState"),
                        new SwapStatus(409, 400),
                        new ErrorToSuccess("IncorrectInstanceState"),
                        new ErrorToSuccess("VolumeInUse")),
                of(
                        "DetachVolume",
                        new Drop("volumeId"),
                        new Drop("instanceId"),
                        new Drop("status"),
                        new Swap("status", "detaching", "attached"),
                        new SwapErrorCode("OperationNotPermitted", "IncorrectState"),
                        new ErrorToSuccess("OperationNotPermitted")),
                of("DeleteVolume", new SuccessToError(REFUSED), new Ignore()),
                of(
                        "DescribeVolumeStatus",
                        new Drop("volumeStatusSet"),
                        new Drop("volumeStatusSet/item/volumeId"),
                        new Drop("volumeStatusSet/item/volumeStatus"),
                        new Swap("volumeStatusSet/item/volumeStatus/status", "ok", "impaired"))));
    }

    private static Stream<Mutant> snapshots() {
        return join(List.of(
                of(
                        "CreateSnapshot",
                        new Drop("snapshotId"),
                        new Drop("volumeId"),
                        new Drop("volumeSize"),
                        new Swap("volumeId", "", "vol-00000000000000000"),
                        new Swap("volumeSize", "", "1")),
                of(
                        "DescribeSnapshots",
                        new Drop("snapshotSet"),
                        new Drop("snapshotSet/item[2]"),
                        new Drop("snapshotSet/item/snapshotId"),
                        new Drop("snapshotSet/item/status"),
                        new Drop("snapshotSet/item/volumeId"),
                        new Drop("snapshotSet/item/volumeSize"),
                        new Drop("snapshotSet/item/description"),
                        new Swap("snapshotSet/item/status", "completed", "pending")),
                of("CopySnapshot", new Drop("snapshotId"), new SuccessToError(REFUSED)),
                of(
                        "DeleteSnapshot",
                        new SuccessToError(REFUSED),
                        new SwapErrorCode("InvalidSnapshot.NotFound", "InvalidParameterValue"),
                        new SwapStatus(404, 400),
                        new ErrorToSuccess("InvalidSnapshot.NotFound"),
                        new Ignore())));
    }

    private static Stream<Mutant> tags() {
        return join(List.of(
                of("CreateTags", new SuccessToError(REFUSED), new Ignore()),
                of(
                        "DescribeTags",
                        new Drop("tagSet"),
                        new Drop("tagSet/item[1]"),
                        new Drop("tagSet/item/resourceId"),
                        new Drop("tagSet/item/resourceType"),
                        new Drop("tagSet/item/key"),
                        new Drop("tagSet/item/value"),
                        new Swap("tagSet/item/resourceType", "instance", "volume"),
                        new Swap("tagSet/item/value", "testing", "production")),
                of("DeleteTags", new SuccessToError(REFUSED), new Ignore())));
    }

    private static Stream<Mutant> storage() {
        return join(List.of(
                of("ListObjectsV2", new Drop("Contents"), new Drop("Contents/Key")),
                of("GetObject", new SwapField("SnapshotID", NOWHERE), new SwapField("SourceVolumeName", NOWHERE)),
                of("DeleteObject", new Ignore())));
    }
}
