locals {
  # Round-robin.
  placement = [for i in range(var.node_count) : var.nodes[i % length(var.nodes)]]

  unique_name = join("-", compact([var.cluster_name, var.cluster_id]))

  # Proxmox sorts them; in another order, every plan would show a change.
  tags = sort(distinct(compact(["terraform", "hive", var.cluster_name, var.cluster_id])))

  template_node = coalesce(var.template_node, var.nodes[0].name)
  import_by_api = can(regex(":import/", var.os_image))
}

resource "proxmox_virtual_environment_vm" "hive_node" {
  count = var.node_count

  name        = "${var.cluster_name}-${count.index + 1}"
  description = var.cluster_tag
  tags        = local.tags
  node_name   = local.placement[count.index].name

  # A test cluster's VM is not worth a host's boot, and a guest that doesn't answer must not hold up the destroy.
  on_boot         = false
  stop_on_destroy = true

  timeout_clone       = 900
  timeout_create      = 900
  timeout_migrate     = 900
  timeout_reboot      = 300
  timeout_shutdown_vm = 120
  timeout_start_vm    = 120
  timeout_stop_vm     = 120

  dynamic "clone" {
    for_each = var.template_vmid == null ? [] : [var.template_vmid]

    content {
      vm_id     = clone.value
      node_name = local.template_node
      full      = !var.template_shared && local.placement[count.index].name != local.template_node
      retries   = 3
    }
  }

  initialization {
    datastore_id      = local.placement[count.index].datastore_id
    user_data_file_id = var.upload == "snippet" ? proxmox_virtual_environment_file.cloud_config[count.index].id : null

    dynamic "user_account" {
      for_each = var.upload == "api" ? [var.ssh_user] : []

      content {
        username = user_account.value
        keys     = [local.ssh_public_key]
      }
    }

    dynamic "dns" {
      for_each = length(var.dns_servers) > 0 ? [var.dns_servers] : []

      content {
        servers = dns.value
      }
    }

    # Management
    ip_config {
      ipv4 {
        address = try(var.static_addresses[count.index].management, "dhcp")
        gateway = length(var.static_addresses) > 0 ? var.gateway : null
      }
    }

    # Data
    ip_config {
      ipv4 {
        address = try(var.static_addresses[count.index].data, "dhcp")
      }
    }
  }

  agent {
    enabled = true
    timeout = var.agent_timeout

    wait_for_ip {
      # Addresses that we gave need not be asked for.
      disabled = length(var.static_addresses) > 0
      ipv4     = var.wait_for_ipv4
    }
  }

  cpu {
    cores = var.cpu_cores
    type  = var.cpu_type
  }

  memory {
    dedicated = var.memory_mb
  }

  # Management
  network_device {
    bridge      = local.placement[count.index].bridge
    mac_address = try(upper(var.mac_addresses[count.index].management), null)
  }

  # Data
  network_device {
    bridge      = coalesce(local.placement[count.index].data_bridge, local.placement[count.index].bridge)
    mac_address = try(upper(var.mac_addresses[count.index].data), null)
  }

  disk {
    import_from  = var.template_vmid == null && local.import_by_api ? var.os_image : null
    file_id      = var.template_vmid == null && !local.import_by_api ? var.os_image : null
    datastore_id = local.placement[count.index].datastore_id
    interface    = var.template_vmid == null ? "virtio0" : var.template_disk
    iothread     = true
    discard      = "on"
    size         = var.disk_size_gb
  }

  operating_system {
    type = "l26"
  }

  # Debian's cloud images panic without one when their disk grows.
  serial_device {}

  lifecycle {
    # Owner and expiry change through the API while the VM lives, and whoever switched it off wants it off.
    ignore_changes = [description, started]

    precondition {
      condition     = local.ssh_public_key != ""
      error_message = "There is no SSH public key at ${var.ssh_public_key_path} (ssh_public_key_path)."
    }

    precondition {
      condition     = local.host_key_count == 0 || local.host_key_count >= var.node_count
      error_message = "host_keys has keys for ${local.host_key_count} of ${var.node_count} VMs; give one for each, or none."
    }

    precondition {
      condition     = length(var.static_addresses) == 0 || length(var.static_addresses) >= var.node_count
      error_message = "static_addresses has addresses for ${length(var.static_addresses)} of ${var.node_count} VMs; give them for each, or for none."
    }

    precondition {
      condition     = var.upload == "snippet" || var.template_vmid != null || local.import_by_api
      error_message = "Without SSH to the hosts (upload = \"api\") os_image must be of content type import, such as local:import/debian-12-genericcloud-amd64.qcow2, not ${var.os_image}."
    }

    precondition {
      condition     = contains(var.nodes[*].name, local.template_node) || var.template_vmid == null
      error_message = "The host of the template, ${local.template_node} (template_node), is none of nodes: ${join(", ", var.nodes[*].name)}."
    }
  }
}
