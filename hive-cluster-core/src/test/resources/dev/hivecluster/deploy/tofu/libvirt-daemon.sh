#!/bin/bash
# The first process of the namespaces that unshare made: when it ends, everything in them ends.
# libvirt-daemon.sh <directory>: the daemon's files, and its socket in run/
set -euo pipefail
directory="$1"

mount -t sysfs none /sys # the network cards of this namespace, not of the host
ip link set lo up

for pair in run:/run/libvirt lib:/var/lib/libvirt etc:/etc/libvirt cache:/var/cache/libvirt log:/var/log/libvirt; do
  mkdir -p "$directory/${pair%%:*}" "${pair#*:}"
  mount --bind "$directory/${pair%%:*}" "${pair#*:}"
done

# Where /dev/kvm is there but cannot be used, libvirt asks QEMU what it can do again and again: so it is not there.
mkdir "$directory/dev"
mount -t tmpfs -o mode=755 none "$directory/dev"
mkdir "$directory"/dev/{pts,net,shm}
for node in null zero full random urandom tty net/tun; do
  : >"$directory/dev/$node"
  mount --bind "/dev/$node" "$directory/dev/$node"
done
mount --bind /dev/pts "$directory/dev/pts"
ln -s pts/ptmx "$directory/dev/ptmx"
ln -s /proc/self/fd "$directory/dev/fd"
mount --rbind "$directory/dev" /dev

cat >/etc/libvirt/libvirtd.conf <<'END'
unix_sock_dir = "/run/libvirt"
auth_unix_ro = "none"
auth_unix_rw = "none"
# With the defaults, clients that come all at once are kept waiting for ever.
max_anonymous_clients = 100
max_client_requests = 100
max_workers = 50
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
END
cat >/etc/libvirt/qemu.conf <<'END'
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
namespaces = []
cgroup_controllers = []
stdio_handler = "file"
END

libvirtd --config /etc/libvirt/libvirtd.conf --pid-file /run/libvirt/libvirtd.pid </dev/null &

# Whoever started this holds the other end of our input: it closes it, or is gone.
cat >/dev/null
