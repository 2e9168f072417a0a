# What is libvirt's own in what the machines are told at their first boot; the rest is that of the Proxmox module.

mock_provider "libvirt" {}

variables {
  cluster_name        = "dev1"
  node_count          = 2
  network_cidr        = "10.140.0.0/23"
  ssh_public_key_path = "tests/key.pub"
  os_image            = "tests/key.pub"
  host_keys = [
    { private = "PRIVATE 1\n", public = "ssh-ed25519 PUBLIC1 comment\n" },
    { private = "PRIVATE 2\n", public = "ssh-ed25519 PUBLIC2 comment\n" },
  ]
}

run "each_machine_gets_its_own_cards_and_host_key" {
  command = plan

  assert {
    condition = yamldecode(local.network_config[1]) == {
      version = 2
      ethernets = {
        management = { match = { macaddress = local.macs[1].management }, dhcp4 = true, dhcp-identifier = "mac" }
        data       = { match = { macaddress = local.macs[1].data }, addresses = ["10.140.1.12/24"] }
      }
    }
    error_message = "network: ${local.network_config[1]}"
  }

  assert {
    condition     = libvirt_domain.hive_node[1].network_interface[*].mac == tolist([upper(local.macs[1].management), upper(local.macs[1].data)])
    error_message = "cards: ${jsonencode(libvirt_domain.hive_node[1].network_interface[*].mac)}"
  }

  assert {
    condition     = length(distinct(flatten([for macs in local.macs : values(macs)]))) == 4 && alltrue([for mac in flatten([for macs in local.macs : values(macs)]) : can(regex("^52:54:00(:[0-9a-f]{2}){3}$", mac))])
    error_message = "MACs: ${jsonencode(local.macs)}"
  }

  assert {
    condition = nonsensitive(yamldecode(local.user_data[1]).ssh_keys) == {
      ed25519_private = "PRIVATE 2\n"
      ed25519_public  = "ssh-ed25519 PUBLIC2 comment\n"
    }
    error_message = "the second machine's keys are not its own"
  }

  assert {
    condition     = yamldecode(local.meta_data[1]).local-hostname == "dev1-2"
    error_message = "meta data: ${local.meta_data[1]}"
  }
}
