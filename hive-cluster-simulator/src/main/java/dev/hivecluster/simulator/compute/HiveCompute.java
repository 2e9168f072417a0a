package dev.hivecluster.simulator.compute;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
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

    /** @param platform the cluster, as the gateway sees it */
    public HiveCompute(Platform platform) {
        this.discovery = new Discovery(platform);
        this.instanceTypes = new InstanceTypes(platform);
        this.instances = new Instances(platform);
        this.attachments = new VolumeAttachments(platform);
        this.keyPairs = new KeyPairs(platform);
        this.volumes = new Volumes(platform);
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
}
