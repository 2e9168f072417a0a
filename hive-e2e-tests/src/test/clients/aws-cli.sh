#!/usr/bin/env bash
# The calls of the single-node suite's phases 2 to 9 (hive contract, section 1.1) in their order, made as a person makes
# them: with the AWS CLI, OpenSSH, and the files of a cluster that stands. The account has to be empty. Ends with 0 if every
# call ended as the contract says; else the last lines tell which did not.
#
# usage: aws-cli.sh <directory of the cluster>
set -Eeuo pipefail
trap 'echo "line $LINENO: $BASH_COMMAND" >&2' ERR

cluster=$1
node=$(basename "$cluster")-1
zone=ap-southeast-2a
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$cluster/hive/env"

# What it prints is one line of words; nothing is "None".
told() { aws ec2 "$@" --output text; }

on_node() { ssh -F "$cluster/ssh/config" -o BatchMode=yes "$node" "$@"; }

same() { [[ "$2" == "$3" ]] || { echo "$1: expected \"$3\", seen \"$2\"" >&2; return 1; }; }

has() { [[ " $2 " == *" $3 "* ]] || { echo "$1: \"$3\" is not in \"$2\"" >&2; return 1; }; }

given() { [[ -n "$2" && "$2" != None ]] || { echo "$1: nothing was told" >&2; return 1; }; }

# refused <code> <command…>: the command says this error, with the status that the AWS CLI has for one.
refused() {
  local code=$1 status=0 said
  shift
  said=$("$@" 2>&1) || status=$?
  [[ $status -eq 255 || $status -eq 254 ]] || { echo "$*: ended with $status: $said" >&2; return 1; }
  [[ $said == *"($code)"* ]] || { echo "$*: said $said, not $code" >&2; return 1; }
}

# eventually <seconds> <what is expected> <command…>: until the command prints that.
eventually() {
  local limit=$((SECONDS + $1)) expected=$2 seen
  shift 2
  until seen=$("$@" 2>/dev/null || true) && [[ "$seen" == "$expected" ]]; do
    ((SECONDS < limit)) || { echo "$*: still \"$seen\", not \"$expected\"" >&2; return 1; }
    sleep 0.2
  done
}

state() { told describe-instances --instance-ids "$1" --query 'Reservations[0].Instances[0].State.Name'; }
gone() { local id; id=$("$@" 2>/dev/null) || id=None; [[ -z $id || $id == None ]] && echo gone; }
size() { told describe-volumes --volume-ids "$1" --query 'Volumes[0].Size'; }
volume_state() { told describe-volumes --volume-ids "$1" --query 'Volumes[0].State'; }
volume_id() { told describe-volumes --volume-ids "$1" --query 'Volumes[0].VolumeId'; }
attachment() { told describe-volumes --volume-ids "$1" --query 'Volumes[0].[State,Attachments[0].State,Attachments[0].InstanceId]'; }
snapshot_state() { told describe-snapshots --snapshot-ids "$1" --query 'Snapshots[0].State'; }
snapshot_id() { told describe-snapshots --snapshot-ids "$1" --query 'Snapshots[0].SnapshotId'; }
tags() { told describe-tags --filters "$@" --query 'length(Tags || `[]`)'; }

echo "phase 2: discovery"
[[ $(told describe-regions --query 'length(Regions)') -gt 0 ]]
same S13 "$(told describe-availability-zones --query 'AvailabilityZones[0].State')" available
types=$(told describe-instance-types --query 'InstanceTypes[].InstanceType' | tr '\t' ' ')
type=$(tr ' ' '\n' <<<"$types" | grep -m1 nano)
given S14 "$type"
arch=$(told describe-instance-types --instance-types "$type" \
  --query 'InstanceTypes[0].ProcessorInfo.SupportedArchitectures[0]')
given S15 "$arch"

echo "phase 3: key pairs"
(umask 077 && told create-key-pair --key-name test-key-1 --query KeyMaterial >"$work/test-key-1.pem")
given S17 "$(head -1 "$work/test-key-1.pem")"
ssh-keygen -q -t rsa -b 2048 -N '' -f "$work/test-key-2"
aws ec2 import-key-pair --key-name test-key-2 --public-key-material "fileb://$work/test-key-2.pub" >"$work/out"
keys=$(told describe-key-pairs --query 'KeyPairs[].KeyName' | tr '\t' ' ')
has S19 "$keys" test-key-1
has S20 "$keys" test-key-2
aws ec2 delete-key-pair --key-name test-key-2
same S23 "$(told describe-key-pairs --query 'KeyPairs[].KeyName')" test-key-1

echo "phase 4: image"
head -c 1M /dev/zero | on_node 'cat >client.img'
image=$(on_node hive admin images import --file client.img --arch "$arch" --distro debian --version 12 --force 2>"$work/err" |
  grep -o -m1 'ami-[a-z0-9]*' | head -1)
given S24 "$image"
same S25 "$(told describe-images --image-ids "$image" --query 'Images[0].ImageId')" "$image"

echo "phase 5: launch"
launch() { told run-instances --image-id "$image" --instance-type "$type" --key-name test-key-1 "$@"; }
instance=$(launch --query 'Instances[0].InstanceId')
given S27 "$instance"
eventually 300 running state "$instance"
on_node hive get vms --timeout 5s 2>/dev/null | grep -q "$instance"
same S30-S32 "$(told describe-instances --instance-ids "$instance" \
  --query 'Reservations[0].Instances[0].[InstanceType,KeyName,ImageId]' | tr '\t' ' ')" "$type test-key-1 $image"
[[ $(told describe-instances --instance-ids "$instance" \
  --query 'length(Reservations[0].Instances[0].BlockDeviceMappings)') -ge 1 ]]

echo "phase 5a: the guest"
for host in $(awk '$1 == "Host" && $2 ~ /-[0-9]+$/ {print $2}' "$cluster/ssh/config"); do
  line=$(ssh -F "$cluster/ssh/config" "$host" ps auxw | grep qemu-system | grep "$instance") || continue
  port=$(sed -nE 's/.*hostfwd=tcp:[0-9.]*:([0-9]+)-:22.*/\1/p' <<<"$line")
  runner=$host
done
given S34 "${port:-}"
guest() {
  ssh -F "$cluster/ssh/config" -o BatchMode=yes -o ConnectTimeout=5 -o HostKeyAlias="$instance" \
    -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="$work/known_hosts" -i "$work/test-key-1.pem" \
    -o ProxyCommand="ssh -F '$cluster/ssh/config' -W 127.0.0.1:$port $runner" "ec2-user@$instance" "$@"
}
eventually 120 ready guest echo ready
[[ $(guest id) == *ec2-user* ]]
volume=$(told describe-volumes --query 'Volumes[0].VolumeId')
given S40 "$volume"
disk=$(guest 'lsblk -n -o PKNAME "$(findmnt -n -o SOURCE /)"')
same S38 "$(($(guest lsblk -b -d -n -o SIZE "/dev/$disk") >> 30))" "$(size "$volume")"

echo "phase 5b: volumes"
other=$(told create-volume --size 10 --availability-zone "$zone" --query VolumeId)
given S41 "$other"
aws ec2 modify-volume --volume-id "$other" --size 20 >"$work/out"
eventually 60 20 size "$other"
aws ec2 attach-volume --volume-id "$other" --instance-id "$instance" --device /dev/sdf >"$work/out"
eventually 60 "in-use	attached	$instance" attachment "$other"
aws ec2 detach-volume --volume-id "$other" >"$work/out"
eventually 60 available volume_state "$other"
aws ec2 delete-volume --volume-id "$other"
eventually 60 gone gone volume_id "$other"
same S50 "$(told describe-volume-status --volume-ids "$volume" --query 'VolumeStatuses[0].VolumeId')" "$volume"

echo "phase 5c: snapshots"
read -r snapshot of bytes < <(told create-snapshot --volume-id "$volume" --description e2e-test-snapshot \
  --query '[SnapshotId,VolumeId,VolumeSize]')
same S52 "$of" "$volume"
same S53 "$bytes" "$(size "$volume")"
eventually 60 completed snapshot_state "$snapshot"
same S55-S57 "$(told describe-snapshots --snapshot-ids "$snapshot" \
  --query 'Snapshots[0].[VolumeId,VolumeSize,Description]' | tr '\t' ' ')" "$volume $bytes e2e-test-snapshot"
copy=$(told copy-snapshot --source-snapshot-id "$snapshot" --source-region ap-southeast-2 --description e2e-copy \
  --query SnapshotId)
[[ "$copy" == snap-* && "$copy" != "$snapshot" ]]
same S60 "$(told describe-snapshots --snapshot-ids "$snapshot" "$copy" --query 'length(Snapshots)')" 2
same S61 "$(told describe-snapshots --snapshot-ids "$copy" --query 'Snapshots[0].Description')" e2e-copy
aws ec2 delete-snapshot --snapshot-id "$snapshot"
eventually 60 gone gone snapshot_id "$snapshot"
same S64 "$(snapshot_state "$copy")" completed
aws ec2 delete-snapshot --snapshot-id "$copy"

echo "phase 5d: objects"
aws s3 ls "s3://predastore/snap-$image/" | grep -q config.json
aws s3 cp "s3://predastore/$volume/config.json" - >"$work/config.json"
grep -q '"SnapshotID": *"[^"]' "$work/config.json"
grep -q '"SourceVolumeName": *"[^"]' "$work/config.json"

echo "phase 5e: an image of the instance"
own=$(told create-image --instance-id "$instance" --name e2e-custom-ami --description 'E2E test custom image' \
  --query ImageId)
given S69 "$own"
same S70 "$(told describe-images --image-ids "$own" --query 'Images[0].Name')" e2e-custom-ami
backing=$(aws s3 cp "s3://predastore/$own/config.json" - | grep -o 'snap-[0-9a-f]*' | head -1)
given S71 "$backing"

echo "phase 6: tags"
aws ec2 create-tags --resources "$instance" --tags Key=Name,Value=e2e-test Key=Environment,Value=testing \
  Key=DeleteMe,Value=please
of_instance="Name=resource-id,Values=$instance"
same S73 "$(tags "$of_instance")" 3
aws ec2 create-tags --resources "$volume" --tags Key=Name,Value=e2e-root-vol Key=Environment,Value=testing
same S75 "$(tags Name=key,Values=Environment)" 2
same S76 "$(tags Name=resource-type,Values=instance)" 3
aws ec2 create-tags --resources "$instance" --tags Key=Name,Value=e2e-test-updated
same S77 "$(told describe-tags --filters "$of_instance" Name=key,Values=Name --query 'Tags[0].Value')" e2e-test-updated
aws ec2 delete-tags --resources "$instance" --tags Key=DeleteMe
same S78 "$(tags "$of_instance")" 2
aws ec2 delete-tags --resources "$instance" --tags Key=Environment,Value=production
same S79 "$(tags "$of_instance" Name=key,Values=Environment)" 1
aws ec2 delete-tags --resources "$instance" --tags Key=Environment,Value=testing
same S80 "$(tags "$of_instance" Name=key,Values=Environment)" 0
same S81 "$(tags "$of_instance")" 1

echo "phase 7: states"
aws ec2 stop-instances --instance-ids "$instance" >"$work/out"
eventually 150 stopped state "$instance"
spare=$(told create-volume --size 10 --availability-zone "$zone" --query VolumeId)
refused IncorrectInstanceState aws ec2 attach-volume --volume-id "$spare" --instance-id "$instance" --device /dev/sdg
aws ec2 delete-volume --volume-id "$spare"
aws ec2 start-instances --instance-ids "$instance" >"$work/out"
eventually 150 running state "$instance"
read -r first second < <(launch --count 2 --query 'Instances[].InstanceId')
given S87 "$second"
eventually 300 running state "$first"
eventually 300 running state "$second"
aws ec2 terminate-instances --instance-ids "$first" "$second" >"$work/out"
eventually 150 terminated state "$first"
eventually 150 terminated state "$second"

echo "phase 8: refusals"
refused InvalidAMIID.Malformed aws ec2 run-instances --image-id notanami --instance-type "$type"
refused InvalidInstanceType aws ec2 run-instances --image-id "$image" --instance-type x99.superlarge
refused VolumeInUse aws ec2 attach-volume --volume-id "$volume" --instance-id "$instance" --device /dev/sdg
refused OperationNotPermitted aws ec2 detach-volume --volume-id "$volume" --instance-id "$instance"
refused InvalidSnapshot.NotFound aws ec2 delete-snapshot --snapshot-id snap-nonexistent000000
curl -sS --cacert "$AWS_CA_BUNDLE" -d Action=DescribeFakeThings -d Version=2016-11-15 "$HIVE_ENDPOINT" |
  grep -q '<Code>MissingAuthenticationToken</Code>'

echo "phase 9: the end"
aws ec2 delete-snapshot --snapshot-id "$backing"
aws ec2 terminate-instances --instance-ids "$instance" >"$work/out"
eventually 150 terminated state "$instance"
! guest true 2>"$work/out"
eventually 60 gone gone volume_id "$volume"
aws ec2 delete-tags --resources "$instance" "$volume" --tags Key=Name Key=Environment
aws ec2 delete-key-pair --key-name test-key-1
on_node rm client.img
aws s3 rm --quiet --recursive "s3://predastore/$own/"
aws s3 rm --quiet --recursive "s3://predastore/$image/"
aws s3 rm --quiet --recursive "s3://predastore/snap-$image/"
echo "all calls ended as the contract says"
