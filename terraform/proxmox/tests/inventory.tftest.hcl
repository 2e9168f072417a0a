# The addresses of a VM, among all that its guest reports.

mock_provider "proxmox" {
  mock_resource "proxmox_virtual_environment_file" {
    defaults = { id = "local:snippets/dev1-1.yaml" }
  }

  # The data card comes first, and between the two lies an interface of the guest's own; IPv6 is there before IPv4.
  mock_resource "proxmox_virtual_environment_vm" {
    defaults = {
      vm_id          = 100
      mac_addresses  = ["00:00:00:00:00:00", "BC:24:11:00:00:02", "02:42:00:00:00:01", "BC:24:11:00:00:01"]
      ipv4_addresses = [["127.0.0.1"], ["169.254.3.4", "198.51.100.11"], ["172.17.0.1"], ["192.0.2.11"]]
      ipv6_addresses = [["::1"], ["fe80::2"], [], ["fe80::1", "2001:db8::11"]]
    }
  }
}

variables {
  cluster_name        = "dev1"
  node_count          = 1
  ssh_public_key_path = "tests/key.pub"
  nodes               = [{ name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" }]
  mac_addresses       = [{ management = "bc:24:11:00:00:01", data = "BC:24:11:00:00:02" }]
  host_keys           = [{ private = "PRIVATE", public = "ssh-ed25519 AAAA comment\n" }]
}

run "addresses_belong_to_cards_by_their_mac" {
  assert {
    condition = output.inventory == {
      cluster_name = "dev1"
      node_count   = 1
      nodes = [{
        name       = "dev1-1"
        index      = 1
        management = "192.0.2.11"
        data       = "198.51.100.11"
        host_keys  = ["ssh-ed25519 AAAA"]
        vm_id      = 100
        host       = "pve1"
        macs       = ["bc:24:11:00:00:01", "bc:24:11:00:00:02"]
        addresses  = [tolist(["192.0.2.11", "2001:db8::11"]), ["198.51.100.11"]]
      }]
      ssh_user     = "tf-user"
      ssh_key_path = "tests/key"
    }
    error_message = "inventory: ${jsonencode(output.inventory)}"
  }
}

run "another_user_and_port_are_told" {
  variables {
    ssh_user = "admin"
    ssh_port = 2222
  }

  assert {
    condition     = output.inventory.ssh_user == "admin" && output.inventory.nodes[0].ssh_port == 2222
    error_message = "inventory: ${jsonencode(output.inventory)}"
  }
}

run "host_keys_that_no_machine_was_given_are_not_told" {
  variables {
    upload = "api"
  }

  assert {
    condition     = !contains(keys(output.inventory.nodes[0]), "host_keys")
    error_message = "inventory: ${jsonencode(output.inventory)}"
  }
}
