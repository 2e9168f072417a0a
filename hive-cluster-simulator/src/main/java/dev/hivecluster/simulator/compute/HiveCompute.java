package dev.hivecluster.simulator.compute;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateEgressOnlyInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateEgressOnlyInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteEgressOnlyInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteEgressOnlyInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.DisableSerialConsoleAccessRequest;
import software.amazon.awssdk.services.ec2.model.DisableSerialConsoleAccessResponse;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.EnableSerialConsoleAccessRequest;
import software.amazon.awssdk.services.ec2.model.EnableSerialConsoleAccessResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.GetSerialConsoleAccessStatusRequest;
import software.amazon.awssdk.services.ec2.model.GetSerialConsoleAccessStatusResponse;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/**
 * Hive's EC2 actions. Those that it overrides are the ones that there are: the gateway answers others with
 * {@code InvalidAction}. Behaviour lies in one class per kind of resource.
 */
public final class HiveCompute implements Ec2Client {
    private final Discovery discovery;
    private final InstanceTypes instanceTypes;
    private final Instances instances;
    private final VolumeAttachments attachments;
    private final KeyPairs keyPairs;
    private final Volumes volumes;
    private final Snapshots snapshots;
    private final Images images;
    private final Tags tags;
    private final AccountSettings accountSettings;
    private final EgressGateways egressGateways;

    /** @param platform the cluster, as the gateway sees it */
    public HiveCompute(Platform platform) {
        this.discovery = new Discovery(platform);
        this.instanceTypes = new InstanceTypes(platform);
        this.instances = new Instances(platform);
        this.attachments = new VolumeAttachments(platform);
        this.keyPairs = new KeyPairs(platform);
        this.volumes = new Volumes(platform);
        this.snapshots = new Snapshots(platform);
        this.images = new Images(platform);
        this.tags = new Tags(platform);
        this.accountSettings = new AccountSettings(platform);
        this.egressGateways = new EgressGateways(platform);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
        return discovery.regions();
    }

    @Override
    public DescribeAvailabilityZonesResponse describeAvailabilityZones(DescribeAvailabilityZonesRequest request) {
        return discovery.availabilityZones();
    }

    @Override
    public DescribeAccountAttributesResponse describeAccountAttributes(DescribeAccountAttributesRequest request) {
        return discovery.accountAttributes();
    }

    @Override
    public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
        return instanceTypes.describe(request);
    }

    @Override
    public RunInstancesResponse runInstances(RunInstancesRequest request) {
        return instances.run(request);
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        return instances.describe(request);
    }

    @Override
    public StartInstancesResponse startInstances(StartInstancesRequest request) {
        return instances.start(request);
    }

    @Override
    public StopInstancesResponse stopInstances(StopInstancesRequest request) {
        return instances.stop(request);
    }

    @Override
    public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        return instances.terminate(request);
    }

    @Override
    public AttachVolumeResponse attachVolume(AttachVolumeRequest request) {
        return attachments.attach(request);
    }

    @Override
    public DetachVolumeResponse detachVolume(DetachVolumeRequest request) {
        return attachments.detach(request);
    }

    @Override
    public CreateImageResponse createImage(CreateImageRequest request) {
        return instances.createImage(request);
    }

    @Override
    public CreateKeyPairResponse createKeyPair(CreateKeyPairRequest request) {
        return keyPairs.create(request);
    }

    @Override
    public ImportKeyPairResponse importKeyPair(ImportKeyPairRequest request) {
        return keyPairs.importKey(request);
    }

    @Override
    public DescribeKeyPairsResponse describeKeyPairs(DescribeKeyPairsRequest request) {
        return keyPairs.describe(request);
    }

    @Override
    public DeleteKeyPairResponse deleteKeyPair(DeleteKeyPairRequest request) {
        return keyPairs.delete(request);
    }

    @Override
    public CreateVolumeResponse createVolume(CreateVolumeRequest request) {
        return volumes.create(request);
    }

    @Override
    public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
        return volumes.describe(request);
    }

    @Override
    public DescribeVolumeStatusResponse describeVolumeStatus(DescribeVolumeStatusRequest request) {
        return volumes.describeStatus(request);
    }

    @Override
    public ModifyVolumeResponse modifyVolume(ModifyVolumeRequest request) {
        return volumes.modify(request);
    }

    @Override
    public DeleteVolumeResponse deleteVolume(DeleteVolumeRequest request) {
        return volumes.delete(request);
    }

    @Override
    public CreateSnapshotResponse createSnapshot(CreateSnapshotRequest request) {
        return snapshots.create(request);
    }

    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        return snapshots.describe(request);
    }

    @Override
    public CopySnapshotResponse copySnapshot(CopySnapshotRequest request) {
        return snapshots.copy(request);
    }

    @Override
    public DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        return snapshots.delete(request);
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        return images.describe(request);
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest request) {
        return tags.create(request);
    }

    @Override
    public DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        return tags.describe(request);
    }

    @Override
    public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
        return tags.delete(request);
    }

    @Override
    public GetSerialConsoleAccessStatusResponse getSerialConsoleAccessStatus(
            GetSerialConsoleAccessStatusRequest request) {
        return accountSettings.serialConsole();
    }

    @Override
    public EnableSerialConsoleAccessResponse enableSerialConsoleAccess(EnableSerialConsoleAccessRequest request) {
        return accountSettings.enableSerialConsole();
    }

    @Override
    public DisableSerialConsoleAccessResponse disableSerialConsoleAccess(DisableSerialConsoleAccessRequest request) {
        return accountSettings.disableSerialConsole();
    }

    @Override
    public GetEbsEncryptionByDefaultResponse getEbsEncryptionByDefault(GetEbsEncryptionByDefaultRequest request) {
        return accountSettings.encryption();
    }

    @Override
    public EnableEbsEncryptionByDefaultResponse enableEbsEncryptionByDefault(
            EnableEbsEncryptionByDefaultRequest request) {
        return accountSettings.enableEncryption();
    }

    @Override
    public DisableEbsEncryptionByDefaultResponse disableEbsEncryptionByDefault(
            DisableEbsEncryptionByDefaultRequest request) {
        return accountSettings.disableEncryption();
    }

    @Override
    public CreateEgressOnlyInternetGatewayResponse createEgressOnlyInternetGateway(
            CreateEgressOnlyInternetGatewayRequest request) {
        return egressGateways.create(request);
    }

    @Override
    public DescribeEgressOnlyInternetGatewaysResponse describeEgressOnlyInternetGateways(
            DescribeEgressOnlyInternetGatewaysRequest request) {
        return egressGateways.describe(request);
    }

    @Override
    public DeleteEgressOnlyInternetGatewayResponse deleteEgressOnlyInternetGateway(
            DeleteEgressOnlyInternetGatewayRequest request) {
        return egressGateways.delete(request);
    }
}
