# Settings that cannot work are refused before anything is made.

mock_provider "proxmox" {
  mock_resource "proxmox_virtual_environment_file" {
    defaults = { id = "local:snippets/dev1-1.yaml" }
  }
}

variables {
  cluster_name        = "dev1"
  ssh_public_key_path = "tests/key.pub"
  nodes               = [{ name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" }]
}

run "too_little_of_everything" {
  command = plan

  variables {
    cluster_name        = ""
    node_count          = 0
    cpu_cores           = 0
    memory_mb           = 100
    disk_size_gb        = 0
    ssh_public_key_path = ""
    ssh_port            = 0
    nodes               = []
    upload              = ""
    os_image            = ""
    agent_timeout       = "15"
    static_addresses    = [{ management = "192.0.2.11", data = "198.51.100.11/24" }]
    mac_addresses       = [{ management = "bc:24:11:00:00", data = "bc:24:11:00:00:02" }]
  }

  expect_failures = [
    var.cluster_name, var.node_count, var.cpu_cores, var.memory_mb, var.disk_size_gb, var.ssh_public_key_path, var.ssh_port,
    var.nodes, var.upload, var.os_image, var.agent_timeout, var.static_addresses, var.mac_addresses,
  ]
}

run "a_name_with_capitals_eleven_machines_and_a_host_without_address" {
  command = plan

  variables {
    cluster_name = "Dev1"
    cluster_id   = "0F8FAD5B"
    node_count   = 11
    ssh_user     = "two words"
    ssh_port     = 65536
    nodes        = [{ name = "pve1", address = "", bridge = "vmbr0", datastore_id = "local-lvm" }]
    upload       = "ftp"
    os_image     = "debian-12.qcow2"
  }

  expect_failures = [
    var.cluster_name, var.cluster_id, var.node_count, var.ssh_user, var.ssh_port, var.nodes, var.upload, var.os_image,
  ]
}

run "a_name_of_41_characters_and_a_host_named_twice" {
  command = plan

  variables {
    cluster_name = "a234567890b234567890c234567890d2345678901"
    nodes = [
      { name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve1", address = "192.0.2.2", bridge = "vmbr0", datastore_id = "local-lvm" },
    ]
  }

  expect_failures = [var.cluster_name, var.nodes]
}

run "ten_machines_and_a_name_of_40_characters_are_allowed" {
  command = plan

  variables {
    cluster_name = "a234567890b234567890c234567890d234567890"
    node_count   = 10
  }

  assert {
    condition     = length(proxmox_virtual_environment_vm.hive_node) == 10
    error_message = "not 10 machines"
  }
}

run "a_key_for_the_hosts_that_is_not_there" {
  command = plan

  variables {
    ssh_private_key_path = "tests/nowhere"
  }

  expect_failures = [proxmox_virtual_environment_file.cloud_config]
}

run "a_key_for_the_machines_that_is_not_there" {
  command = plan

  variables {
    ssh_public_key_path = "tests/nowhere.pub"
  }

  expect_failures = [proxmox_virtual_environment_vm.hive_node]
}

run "an_image_whose_import_takes_ssh_without_ssh" {
  command = plan

  variables {
    upload   = "api"
    os_image = "local:iso/debian-12.img"
  }

  expect_failures = [proxmox_virtual_environment_vm.hive_node]
}

run "host_keys_for_two_of_three" {
  command = plan

  variables {
    host_keys = [
      { private = "PRIVATE 1\n", public = "ssh-ed25519 PUBLIC1\n" },
      { private = "PRIVATE 2\n", public = "ssh-ed25519 PUBLIC2\n" },
    ]
  }

  expect_failures = [proxmox_virtual_environment_vm.hive_node]
}

run "addresses_for_one_of_three" {
  command = plan

  variables {
    static_addresses = [{ management = "192.0.2.11/24", data = "198.51.100.11/24" }]
  }

  expect_failures = [proxmox_virtual_environment_vm.hive_node]
}

run "a_template_on_a_host_that_is_not_ours" {
  command = plan

  variables {
    template_vmid = 9000
    template_node = "pve9"
  }

  expect_failures = [proxmox_virtual_environment_vm.hive_node]
}
