# The least that makes virtual machines on Proxmox as a module for Hive does; for tests of the faked Proxmox alone.
terraform {
  required_providers {
    proxmox = {
      source  = "bpg/proxmox"
      version = "0.111.1"
    }
  }
}

variable "cluster_name" {
  type = string
}

variable "node_count" {
  type = number
}

variable "upload" {
  type = string
}

variable "public_key" {
  type = string
}

variable "host_keys" {
  type      = list(string)
  sensitive = true
}

variable "nodes" {
  type = list(object({
    name         = string
    address      = string
    ssh_port     = number
    bridge       = string
    datastore_id = string
  }))
}

variable "ssh_username" {
  type = string
}

variable "ssh_private_key" {
  type      = string
  sensitive = true
}

variable "template_vmid" {
  type    = number
  default = null
}

variable "agent_timeout" {
  type    = string
  default = "10s"
}

provider "proxmox" {
  ssh {
    agent       = false
    username    = var.ssh_username
    private_key = var.ssh_private_key

    dynamic "node" {
      for_each = var.nodes
      content {
        name    = node.value.name
        address = node.value.address
        port    = node.value.ssh_port
      }
    }
  }
}

locals {
  place = [for i in range(var.node_count) : var.nodes[i % length(var.nodes)]]
}

resource "proxmox_virtual_environment_file" "cloud_config" {
  count        = var.upload == "snippet" ? var.node_count : 0
  content_type = "snippets"
  datastore_id = "local"
  node_name    = local.place[count.index].name
  upload_mode  = "sftp"

  source_raw {
    file_name = "${var.cluster_name}-${count.index + 1}.yaml"
    data = join("\n", ["#cloud-config", yamlencode({
      hostname = "${var.cluster_name}-${count.index + 1}"
      users    = [{ name = "tf-user", ssh_authorized_keys = [var.public_key] }]
      ssh_keys = { ed25519_private = var.host_keys[count.index] }
      runcmd   = ["systemctl start qemu-guest-agent", "echo done > /tmp/vendor-cloud-init-done"]
    })])
  }
}

resource "proxmox_virtual_environment_vm" "node" {
  count           = var.node_count
  name            = "${var.cluster_name}-${count.index + 1}"
  node_name       = local.place[count.index].name
  tags            = sort(["terraform", "hive", var.cluster_name])
  description     = "of a test"
  stop_on_destroy = true

  agent {
    enabled = true
    timeout = var.agent_timeout
  }

  cpu {
    cores = 2
    type  = "host"
  }

  memory {
    dedicated = 2048
  }

  network_device {
    bridge = local.place[count.index].bridge
  }

  serial_device {}

  dynamic "clone" {
    for_each = var.template_vmid == null ? [] : [var.template_vmid]
    content {
      vm_id = clone.value
      full  = false
    }
  }

  dynamic "disk" {
    for_each = var.template_vmid == null ? [1] : []
    content {
      datastore_id = local.place[count.index].datastore_id
      interface    = "virtio0"
      import_from  = "local:import/debian-12-genericcloud-amd64.qcow2"
      size         = 20
    }
  }

  operating_system {
    type = "l26"
  }

  initialization {
    datastore_id      = local.place[count.index].datastore_id
    user_data_file_id = var.upload == "snippet" ? proxmox_virtual_environment_file.cloud_config[count.index].id : null

    dynamic "user_account" {
      for_each = var.upload == "snippet" ? [] : [1]
      content {
        username = "tf-user"
        keys     = [var.public_key]
      }
    }

    ip_config {
      ipv4 {
        address = "dhcp"
      }
    }
  }
}

output "addresses" {
  value = { for vm in proxmox_virtual_environment_vm.node : vm.name => try(vm.ipv4_addresses[index(vm.mac_addresses, vm.network_device[0].mac_address)][0], null) }
}
