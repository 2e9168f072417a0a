# What every VM has to be before Hive is installed: the operating system only.

locals {
  # Private keys must be no part of a condition that decides how many resources there are.
  host_key_count = nonsensitive(length(var.host_keys))

  cloud_config = [for i in range(var.node_count) : {
    hostname = "${var.cluster_name}-${i + 1}"

    timezone = var.timezone

    users = [{
      name                = var.ssh_user
      groups              = ["sudo"]
      sudo                = "ALL=(ALL) NOPASSWD:ALL"
      shell               = "/bin/bash"
      lock_passwd         = true
      ssh_authorized_keys = [local.ssh_public_key]
    }]

    # Keys that come with the image would be the same everywhere.
    ssh_deletekeys = true
    ssh_keys = { for type, key in {
      ed25519_private = i < local.host_key_count ? var.host_keys[i].private : ""
      ed25519_public  = i < local.host_key_count ? var.host_keys[i].public : ""
    } : type => key if i < local.host_key_count }

    package_update  = true
    package_upgrade = true
    packages        = ["qemu-guest-agent", "net-tools", "git", "make"]

    write_files = concat(
      [{
        path    = "/etc/sysctl.d/90-hive.conf"
        content = "net.core.rmem_max=4194304\nnet.core.wmem_max=4194304\n"
      }],
      var.ssh_port == 22 ? [] : [{
        path    = "/etc/ssh/sshd_config.d/90-hive.conf"
        content = "Port ${var.ssh_port}\n"
      }],
    )

    runcmd = [
      "systemctl enable --now qemu-guest-agent",
      "if command -v ufw; then ufw disable; fi",
      "sysctl -p /etc/sysctl.d/90-hive.conf",
      "usermod -aG kvm ${var.ssh_user}",
      # The marker lies in /tmp, which the next boot empties: from then on it is made by each.
      "echo 'f /tmp/vendor-cloud-init-done 0644 root root - done' > /etc/tmpfiles.d/hive.conf",
      "echo done > /tmp/vendor-cloud-init-done",
    ]
  }]

  # An empty ssh_keys would keep cloud-init from making keys.
  user_data = [for config in local.cloud_config : "#cloud-config\n${yamlencode({
    for key, value in config : key => value if key != "ssh_keys" || local.host_key_count > 0
  })}"]

  ssh_public_key = try(trimspace(file(pathexpand(var.ssh_public_key_path))), "")
}

locals {
  meta_data = [for i in range(var.node_count) : yamlencode({
    instance-id    = "${local.unique_name}-${i + 1}"
    local-hostname = "${var.cluster_name}-${i + 1}"
  })]

  network_config = [for i in range(var.node_count) : yamlencode({
    version = 2
    ethernets = {
      management = {
        match = { macaddress = local.macs[i].management }
        dhcp4 = true
        # Machines of one image may have one machine id, by which DHCP would take them for one machine.
        dhcp-identifier = "mac"
      }
      data = {
        match     = { macaddress = local.macs[i].data }
        addresses = ["${local.data_addresses[i]}/${split("/", local.data_cidr)[1]}"]
      }
    }
  })]

  # By content: what changes has another name, and so becomes another disk.
  seeds = [for i in range(var.node_count) : join("/", [
    path.root, ".cloud-init", local.unique_name, "${i + 1}-${substr(nonsensitive(sha256(join("\n", [
      local.user_data[i], local.meta_data[i], local.network_config[i],
    ]))), 0, 16)}.iso"
  ])]
}

# What cloud-init reads is written and uploaded like any other image: the provider's own resource for it downloads each
# disk from libvirt, and its library cannot: a packet that comes after what it takes for the last one blocks the connection for ever.
resource "terraform_data" "seed" {
  count = var.node_count

  triggers_replace = local.seeds[count.index]
  input            = local.seeds[count.index]

  provisioner "local-exec" {
    interpreter = ["/bin/sh", "-euc"]
    command     = <<-END
      umask 077
      mkdir -p "$(dirname "$SEED")"
      files="$(mktemp -d "$SEED.XXXXXX")"
      trap 'rm -rf "$files"' EXIT
      printf %s "$USER_DATA" >"$files/user-data"
      printf %s "$META_DATA" >"$files/meta-data"
      printf %s "$NETWORK_CONFIG" >"$files/network-config"
      mkisofs -quiet -output "$files/seed.iso" -volid cidata -joliet -rock \
        "$files/user-data" "$files/meta-data" "$files/network-config"
      mv "$files/seed.iso" "$SEED"
    END

    environment = {
      SEED           = local.seeds[count.index]
      USER_DATA      = local.user_data[count.index]
      META_DATA      = local.meta_data[count.index]
      NETWORK_CONFIG = local.network_config[count.index]
    }
  }

  provisioner "local-exec" {
    when        = destroy
    interpreter = ["/bin/sh", "-euc"]
    command     = "rm -f \"$SEED\"; rmdir \"$(dirname \"$SEED\")\" 2>/dev/null || true"

    environment = {
      SEED = self.input
    }
  }
}

resource "libvirt_volume" "cloud_config" {
  count = var.node_count

  name   = "${local.unique_name}-${count.index + 1}.iso"
  pool   = libvirt_pool.cluster.name
  source = terraform_data.seed[count.index].output
}
