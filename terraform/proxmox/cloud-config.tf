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

resource "proxmox_virtual_environment_file" "cloud_config" {
  count = var.upload == "snippet" ? var.node_count : 0

  content_type = "snippets"
  datastore_id = local.placement[count.index].snippets_datastore_id
  node_name    = local.placement[count.index].name
  # Needs no shell on the host, only its SFTP.
  upload_mode    = "sftp"
  timeout_upload = 120

  source_raw {
    data      = local.user_data[count.index]
    file_name = "${local.unique_name}-${count.index + 1}.yaml"
  }

  lifecycle {
    precondition {
      condition     = var.ssh_private_key_path == "" ? true : try(fileexists(pathexpand(var.ssh_private_key_path)), false)
      error_message = "There is no SSH key for the Proxmox hosts at ${var.ssh_private_key_path} (ssh_private_key_path)."
    }
  }
}
