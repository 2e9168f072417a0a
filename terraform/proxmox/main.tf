terraform {
  # Older ones lack optional attributes in variables and the tests of this module.
  required_version = ">= 1.6"

  required_providers {
    proxmox = {
      source = "bpg/proxmox"
      # Most minor versions of this provider break something: change it together with the tests.
      version = "0.111.1"
    }
  }
}

# Endpoint and token come from the environment alone (PROXMOX_VE_ENDPOINT, PROXMOX_VE_API_TOKEN), and TLS is verified: a CA
# that the system doesn't know is named by SSL_CERT_FILE.
provider "proxmox" {
  # The API cannot reserve an id: counting up from the same number, clusters made at the same time would take each other's.
  random_vm_ids = true

  # Only snippets need SSH to the hosts.
  dynamic "ssh" {
    for_each = var.upload == "snippet" ? [var.proxmox_ssh_username] : []

    content {
      username = ssh.value
      agent    = var.ssh_private_key_path == ""
      # A key that is gone must not stand in the way of a destroy; an apply checks it before (cloud-config.tf).
      private_key = var.ssh_private_key_path == "" ? null : try(file(pathexpand(var.ssh_private_key_path)), null)

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
}
