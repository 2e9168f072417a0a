# A VM whose guest agent says nothing.

mock_provider "proxmox" {
  mock_resource "proxmox_virtual_environment_file" {
    defaults = { id = "local:snippets/dev1-1.yaml" }
  }

  mock_resource "proxmox_virtual_environment_vm" {
    defaults = {
      vm_id          = 100
      mac_addresses  = []
      ipv4_addresses = []
      ipv6_addresses = []
    }
  }
}

variables {
  cluster_name        = "dev1"
  node_count          = 1
  ssh_public_key_path = "tests/key.pub"
  nodes               = [{ name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" }]
  mac_addresses       = [{ management = "bc:24:11:00:00:01", data = "bc:24:11:00:00:02" }]
}

run "has_no_address_which_is_no_error" {
  assert {
    condition     = output.inventory.nodes[0].management == null && output.inventory.nodes[0].data == null
    error_message = "inventory: ${jsonencode(output.inventory)}"
  }
}

run "is_still_reached_at_the_addresses_that_it_was_given" {
  variables {
    static_addresses = [{ management = "192.0.2.12/24", data = "198.51.100.12/24" }]
    gateway          = "192.0.2.1"
  }

  assert {
    condition     = output.inventory.nodes[0].management == "192.0.2.12" && output.inventory.nodes[0].data == "198.51.100.12"
    error_message = "inventory: ${jsonencode(output.inventory)}"
  }

  assert {
    condition = (
      proxmox_virtual_environment_vm.hive_node[0].agent[0].wait_for_ip[0].disabled
      && proxmox_virtual_environment_vm.hive_node[0].initialization[0].ip_config[0].ipv4[0].address == "192.0.2.12/24"
      && proxmox_virtual_environment_vm.hive_node[0].initialization[0].ip_config[0].ipv4[0].gateway == "192.0.2.1"
      && proxmox_virtual_environment_vm.hive_node[0].initialization[0].ip_config[1].ipv4[0].address == "198.51.100.12/24"
    )
    error_message = "initialization: ${jsonencode(proxmox_virtual_environment_vm.hive_node[0].initialization)}"
  }
}
