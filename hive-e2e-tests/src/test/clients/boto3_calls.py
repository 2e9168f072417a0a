"""The calls of the single-node suite's phases 2 to 9 (hive contract, section 1.1) in their order, made with boto3 on a
cluster that stands. The account has to be empty. Ends with 0 if every call ended as the contract says. Reaching the guest
is not among them: aws-cli.sh does that.

usage: boto3_calls.py <directory of the cluster>; the environment is that of its hive/env
"""

import json
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.exceptions import ClientError

ZONE = "ap-southeast-2a"
BUCKET = "predastore"

cluster = Path(sys.argv[1])
ec2 = boto3.client("ec2")
s3 = boto3.client("s3")


def on_node(command, given=b""):
    ssh = ["ssh", "-F", str(cluster / "ssh/config"), "-o", "BatchMode=yes", f"{cluster.name}-1", command]
    return subprocess.run(ssh, input=given, check=True, capture_output=True).stdout.decode()


def eventually(limit, expected, look):
    """Until what is looked at is as expected."""
    deadline = time.monotonic() + limit
    while (seen := look()) != expected:
        assert time.monotonic() < deadline, f"still {seen!r}, not {expected!r}"
        time.sleep(0.1)


@contextmanager
def refused(code):
    try:
        yield
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, f"{error}, expected {code}"
    else:
        raise AssertionError(f"not refused, expected {code}")


def state(instance):
    return ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["State"]["Name"]


def volume(identifier):
    return ec2.describe_volumes(VolumeIds=[identifier])["Volumes"][0]


def is_gone(describe, key):
    try:
        return not describe().get(key)
    except ClientError:
        return True


def tags(**filters):
    given = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    return ec2.describe_tags(Filters=given).get("Tags", [])


def keys():
    return {pair["KeyName"] for pair in ec2.describe_key_pairs().get("KeyPairs", [])}


def discovery():
    assert ec2.describe_regions()["Regions"]
    assert ec2.describe_availability_zones()["AvailabilityZones"][0]["State"] == "available"
    types = ec2.describe_instance_types()["InstanceTypes"]
    nano = next(known["InstanceType"] for known in types if "nano" in known["InstanceType"])
    asked = ec2.describe_instance_types(InstanceTypes=[nano])["InstanceTypes"]
    return nano, asked[0]["ProcessorInfo"]["SupportedArchitectures"][0]


def key_pairs():
    assert ec2.create_key_pair(KeyName="test-key-1")["KeyMaterial"]
    with tempfile.TemporaryDirectory() as directory:
        private = Path(directory, "test-key-2")
        subprocess.run(["ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", str(private)], check=True)
        ec2.import_key_pair(KeyName="test-key-2", PublicKeyMaterial=private.with_suffix(".pub").read_bytes())
    assert keys() == {"test-key-1", "test-key-2"}
    ec2.delete_key_pair(KeyName="test-key-2")
    assert keys() == {"test-key-1"}


def image(architecture):
    on_node("cat >client.img", bytes(1 << 20))
    said = on_node(
        f"hive admin images import --file client.img --arch {architecture} --distro debian --version 12 --force"
        "; rm client.img"
    )
    identifier = next(word for word in said.split() if word.startswith("ami-"))
    assert ec2.describe_images(ImageIds=[identifier])["Images"][0]["ImageId"] == identifier
    return identifier


def launch(ami, nano, count=1):
    launched = ec2.run_instances(ImageId=ami, InstanceType=nano, KeyName="test-key-1", MinCount=count, MaxCount=count)
    instances = [instance["InstanceId"] for instance in launched["Instances"]]
    assert len(instances) == count
    for instance in instances:
        eventually(300, "running", lambda instance=instance: state(instance))
    return instances


def terminate(instances):
    ec2.terminate_instances(InstanceIds=instances)
    for instance in instances:
        eventually(150, "terminated", lambda instance=instance: state(instance))


def first_instance(ami, nano):
    [instance] = launch(ami, nano)
    assert instance in on_node("hive get vms --timeout 5s")
    seen = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    assert (seen["InstanceType"], seen["KeyName"], seen["ImageId"]) == (nano, "test-key-1", ami)
    assert len(seen["BlockDeviceMappings"]) >= 1
    return instance


def volumes(instance):
    root = ec2.describe_volumes()["Volumes"][0]["VolumeId"]
    other = ec2.create_volume(Size=10, AvailabilityZone=ZONE)["VolumeId"]
    ec2.modify_volume(VolumeId=other, Size=20)
    eventually(60, 20, lambda: volume(other)["Size"])
    ec2.attach_volume(VolumeId=other, InstanceId=instance, Device="/dev/sdf")
    eventually(60, "in-use", lambda: volume(other)["State"])
    attachment = volume(other)["Attachments"][0]
    assert (attachment["State"], attachment["InstanceId"]) == ("attached", instance)
    ec2.detach_volume(VolumeId=other)
    eventually(60, "available", lambda: volume(other)["State"])
    ec2.delete_volume(VolumeId=other)
    eventually(60, True, lambda: is_gone(lambda: ec2.describe_volumes(VolumeIds=[other]), "Volumes"))
    statuses = ec2.describe_volume_status(VolumeIds=[root])["VolumeStatuses"]
    assert statuses[0]["VolumeId"] == root
    return root


def snapshots(root):
    def described(*identifiers):
        return ec2.describe_snapshots(SnapshotIds=list(identifiers))["Snapshots"]

    made = ec2.create_snapshot(VolumeId=root, Description="e2e-test-snapshot")
    original = made["SnapshotId"]
    assert (made["VolumeId"], made["VolumeSize"]) == (root, volume(root)["Size"])
    eventually(60, "completed", lambda: described(original)[0]["State"])
    [seen] = described(original)
    assert (seen["VolumeId"], seen["VolumeSize"], seen["Description"]) == (root, made["VolumeSize"], "e2e-test-snapshot")
    copied = ec2.copy_snapshot(SourceSnapshotId=original, SourceRegion="ap-southeast-2", Description="e2e-copy")
    copy = copied["SnapshotId"]
    assert copy != original
    assert len(described(original, copy)) == 2
    assert described(copy)[0]["Description"] == "e2e-copy"
    ec2.delete_snapshot(SnapshotId=original)
    eventually(60, True, lambda: is_gone(lambda: ec2.describe_snapshots(SnapshotIds=[original]), "Snapshots"))
    assert described(copy)[0]["State"] == "completed"
    ec2.delete_snapshot(SnapshotId=copy)


def stored(key):
    return json.loads(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read())


def objects(ami, root):
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix=f"snap-{ami}/")["Contents"]
    assert any(entry["Key"].endswith("config.json") for entry in listed)
    config = stored(f"{root}/config.json")
    assert config["SnapshotID"] and config["SourceVolumeName"]


def own_image(instance):
    own = ec2.create_image(InstanceId=instance, Name="e2e-custom-ami", Description="E2E test custom image")["ImageId"]
    assert ec2.describe_images(ImageIds=[own])["Images"][0]["Name"] == "e2e-custom-ami"
    return own, stored(f"{own}/config.json")["VolumeConfig"]["AMIMetadata"]["SnapshotID"]


def tagging(instance, root):
    def pairs(**values):
        return [{"Key": key, "Value": value} for key, value in values.items()]

    ec2.create_tags(Resources=[instance], Tags=pairs(Name="e2e-test", Environment="testing", DeleteMe="please"))
    assert len(tags(resource_id=instance)) == 3
    ec2.create_tags(Resources=[root], Tags=pairs(Name="e2e-root-vol", Environment="testing"))
    assert len(tags(key="Environment")) == 2
    assert len(tags(resource_type="instance")) == 3
    ec2.create_tags(Resources=[instance], Tags=pairs(Name="e2e-test-updated"))
    assert tags(resource_id=instance, key="Name")[0]["Value"] == "e2e-test-updated"
    ec2.delete_tags(Resources=[instance], Tags=[{"Key": "DeleteMe"}])
    assert len(tags(resource_id=instance)) == 2
    ec2.delete_tags(Resources=[instance], Tags=pairs(Environment="production"))
    assert len(tags(resource_id=instance, key="Environment")) == 1
    ec2.delete_tags(Resources=[instance], Tags=pairs(Environment="testing"))
    assert not tags(resource_id=instance, key="Environment")
    assert len(tags(resource_id=instance)) == 1


def states(instance, ami, nano):
    ec2.stop_instances(InstanceIds=[instance])
    eventually(150, "stopped", lambda: state(instance))
    spare = ec2.create_volume(Size=10, AvailabilityZone=ZONE)["VolumeId"]
    with refused("IncorrectInstanceState"):
        ec2.attach_volume(VolumeId=spare, InstanceId=instance, Device="/dev/sdg")
    ec2.delete_volume(VolumeId=spare)
    ec2.start_instances(InstanceIds=[instance])
    eventually(150, "running", lambda: state(instance))
    terminate(launch(ami, nano, 2))


def refusals(instance, root, ami, nano):
    with refused("InvalidAMIID.Malformed"):
        ec2.run_instances(ImageId="notanami", InstanceType=nano, MinCount=1, MaxCount=1)
    with refused("InvalidInstanceType"):
        ec2.run_instances(ImageId=ami, InstanceType="x99.superlarge", MinCount=1, MaxCount=1)
    with refused("VolumeInUse"):
        ec2.attach_volume(VolumeId=root, InstanceId=instance, Device="/dev/sdg")
    with refused("OperationNotPermitted"):
        ec2.detach_volume(VolumeId=root, InstanceId=instance)
    with refused("InvalidSnapshot.NotFound"):
        ec2.delete_snapshot(SnapshotId="snap-nonexistent000000")


def end(instance, root, backing):
    ec2.delete_snapshot(SnapshotId=backing)
    terminate([instance])
    eventually(60, True, lambda: is_gone(lambda: ec2.describe_volumes(VolumeIds=[root]), "Volumes"))
    ec2.delete_tags(Resources=[instance, root], Tags=[{"Key": "Name"}, {"Key": "Environment"}])
    ec2.delete_key_pair(KeyName="test-key-1")


def remove_objects(*prefixes):
    for prefix in prefixes:
        for entry in s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix).get("Contents", []):
            s3.delete_object(Bucket=BUCKET, Key=entry["Key"])


def main():
    nano, architecture = discovery()
    key_pairs()
    ami = image(architecture)
    instance = first_instance(ami, nano)
    root = volumes(instance)
    snapshots(root)
    objects(ami, root)
    own, backing = own_image(instance)
    tagging(instance, root)
    states(instance, ami, nano)
    refusals(instance, root, ami, nano)
    end(instance, root, backing)
    remove_objects(f"{own}/", f"{ami}/", f"snap-{ami}/")
    print("all calls ended as the contract says")


main()
