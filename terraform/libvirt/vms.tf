resource "libvirt_pool" "cluster" {
  name = "hive-${local.unique_name}"
  type = "dir"

  target {
    path = "${var.pool_path}/hive-${local.unique_name}"
  }
}

resource "libvirt_volume" "os_image" {
  name   = "${local.unique_name}-os-image"
  pool   = libvirt_pool.cluster.name
  source = local.os_image_url ? var.os_image : pathexpand(var.os_image)

  lifecycle {
    precondition {
      condition     = local.os_image_url ? true : try(fileexists(pathexpand(var.os_image)), false)
      error_message = "There is no image at ${var.os_image} (os_image); name a file on the machine that runs tofu, or a URL."
    }
  }
}

resource "libvirt_volume" "disk" {
  count = var.node_count

  name           = "${local.unique_name}-${count.index + 1}.qcow2"
  pool           = libvirt_pool.cluster.name
  base_volume_id = libvirt_volume.os_image.id
  size           = var.disk_size_gb * 1024 * 1024 * 1024
}

locals {
  os_image_url = can(regex("^https?://", var.os_image))

  tags = sort(distinct(compact(["terraform", "hive", var.cluster_name, var.cluster_id])))
}

resource "libvirt_domain" "hive_node" {
  count = var.node_count

  name = "${var.cluster_name}-${count.index + 1}"
  # libvirt has no tags: they are the first line, in the form that Proxmox has.
  description = join("\n", compact([join(";", local.tags), var.cluster_tag]))

  type   = var.domain_type
  vcpu   = var.cpu_cores
  memory = var.memory_mb

  # A CD; the provider wants the form of its own cloud-init disks, something behind a semicolon.
  cloudinit = "${libvirt_volume.cloud_config[count.index].id};"

  dynamic "cpu" {
    for_each = var.domain_type == "kvm" ? ["host-passthrough"] : []

    content {
      mode = cpu.value
    }
  }

  boot_device {
    dev = var.boot_devices
  }

  disk {
    volume_id = libvirt_volume.disk[count.index].id
  }

  # Management
  network_interface {
    network_id     = libvirt_network.management.id
    mac            = upper(local.macs[count.index].management)
    wait_for_lease = true
  }

  # Data
  network_interface {
    network_id = libvirt_network.data.id
    mac        = upper(local.macs[count.index].data)
  }

  # `virsh console`; Debian's cloud images write to it.
  console {
    type        = "pty"
    target_type = "serial"
    target_port = "0"
  }

  # A screen without a port that others on libvirt's machine could look through.
  graphics {
    type        = "vnc"
    listen_type = "none"
  }

  timeouts {
    create = var.lease_timeout
  }

  lifecycle {
    # Owner and expiry change through libvirt while the machine lives; and who switched it off wants it off.
    ignore_changes = [description, running]

    precondition {
      condition     = local.ssh_public_key != ""
      error_message = "There is no SSH public key at ${var.ssh_public_key_path} (ssh_public_key_path)."
    }

    precondition {
      condition     = local.host_key_count == 0 || local.host_key_count >= var.node_count
      error_message = "host_keys has keys for ${local.host_key_count} of ${var.node_count} VMs; give one for each, or none."
    }
  }
}
