# Names, tags and hosts of the VMs, and what they are given.

mock_provider "proxmox" {
  mock_resource "proxmox_virtual_environment_file" {
    defaults = { id = "local:snippets/dev1-1.yaml" }
  }
}

variables {
  cluster_name        = "dev1"
  cluster_id          = "0f8fad5b-d9cb-469f-a165-70867728950e"
  cluster_tag         = "{\"owner\":\"somebody\"}"
  ssh_public_key_path = "tests/key.pub"
  nodes               = [{ name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" }]
}

run "one_host_gets_every_machine" {
  command = plan

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[*].node_name == ["pve1", "pve1", "pve1"]
    error_message = "hosts: ${jsonencode(proxmox_virtual_environment_vm.hive_node[*].node_name)}"
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[*].name == ["dev1-1", "dev1-2", "dev1-3"]
    error_message = "names: ${jsonencode(proxmox_virtual_environment_vm.hive_node[*].name)}"
  }

  assert {
    condition = alltrue([for vm in proxmox_virtual_environment_vm.hive_node :
      vm.tags == tolist(["0f8fad5b-d9cb-469f-a165-70867728950e", "dev1", "hive", "terraform"])
    ])
    error_message = "tags, as Proxmox sorts them: ${jsonencode(proxmox_virtual_environment_vm.hive_node[0].tags)}"
  }

  assert {
    condition     = alltrue([for vm in proxmox_virtual_environment_vm.hive_node : vm.description == var.cluster_tag])
    error_message = "the description does not tell who is responsible: ${proxmox_virtual_environment_vm.hive_node[0].description}"
  }

  assert {
    condition = (
      proxmox_virtual_environment_vm.hive_node[0].cpu[0].cores == 4
      && proxmox_virtual_environment_vm.hive_node[0].memory[0].dedicated == 8192
      && proxmox_virtual_environment_vm.hive_node[0].disk[0].size == 32
    )
    error_message = "a machine without further settings has not 4 cores, 8192 MB and 32 GB"
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[0].stop_on_destroy && length(proxmox_virtual_environment_vm.hive_node[0].serial_device) == 1
    error_message = "a destroy would wait for the guest, or a Debian image would panic"
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[0].network_device[*].bridge == tolist(["vmbr0", "vmbr0"])
    error_message = "not two network cards on the only bridge"
  }

  assert {
    condition     = endswith(proxmox_virtual_environment_vm.hive_node[0].disk[0].import_from, ".qcow2") && proxmox_virtual_environment_file.cloud_config[0].upload_mode == "sftp"
    error_message = "the image is not imported through the API, or snippets are not uploaded by SFTP"
  }
}

run "two_hosts_take_turns" {
  command = plan

  variables {
    node_count = 5
    nodes = [
      { name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve2", address = "192.0.2.2", bridge = "vmbr0", datastore_id = "tank", data_bridge = "vmbr1", snippets_datastore_id = "shared" },
    ]
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[*].node_name == ["pve1", "pve2", "pve1", "pve2", "pve1"]
    error_message = "hosts: ${jsonencode(proxmox_virtual_environment_vm.hive_node[*].node_name)}"
  }

  assert {
    condition = (
      proxmox_virtual_environment_vm.hive_node[1].network_device[*].bridge == tolist(["vmbr0", "vmbr1"])
      && proxmox_virtual_environment_vm.hive_node[1].disk[0].datastore_id == "tank"
      && proxmox_virtual_environment_vm.hive_node[1].initialization[0].datastore_id == "tank"
      && proxmox_virtual_environment_file.cloud_config[1].node_name == "pve2"
      && proxmox_virtual_environment_file.cloud_config[1].datastore_id == "shared"
    )
    error_message = "the second machine does not use its own host's storage and bridges"
  }
}

run "three_hosts_take_turns_and_tags_are_sorted_whatever_the_name" {
  command = plan

  variables {
    cluster_name = "zoo"
    node_count   = 4
    nodes = [
      { name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve2", address = "192.0.2.2", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve3", address = "192.0.2.3", bridge = "vmbr0", datastore_id = "local-lvm" },
    ]
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[0].tags == tolist(["0f8fad5b-d9cb-469f-a165-70867728950e", "hive", "terraform", "zoo"])
    error_message = "tags, as Proxmox sorts them: ${jsonencode(proxmox_virtual_environment_vm.hive_node[0].tags)}"
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[*].node_name == ["pve1", "pve2", "pve3", "pve1"]
    error_message = "hosts: ${jsonencode(proxmox_virtual_environment_vm.hive_node[*].node_name)}"
  }
}

run "of_five_hosts_three_are_used" {
  command = plan

  variables {
    nodes = [
      { name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve2", address = "192.0.2.2", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve3", address = "192.0.2.3", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve4", address = "192.0.2.4", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve5", address = "192.0.2.5", bridge = "vmbr0", datastore_id = "local-lvm" },
    ]
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[*].node_name == ["pve1", "pve2", "pve3"]
    error_message = "hosts: ${jsonencode(proxmox_virtual_environment_vm.hive_node[*].node_name)}"
  }
}

run "tags_have_no_empty_and_no_double_ones" {
  command = plan

  variables {
    cluster_name = "hive"
    cluster_id   = ""
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[0].tags == tolist(["hive", "terraform"])
    error_message = "tags: ${jsonencode(proxmox_virtual_environment_vm.hive_node[0].tags)}"
  }
}

run "an_image_of_hives_own_module_is_taken_too" {
  command = plan

  variables {
    os_image = "local:iso/debian-12-genericcloud-amd64-20240211-1654.img"
  }

  assert {
    condition     = proxmox_virtual_environment_vm.hive_node[0].disk[0].file_id == var.os_image
    error_message = "an image of content type iso is not imported as one"
  }
}

run "clones_are_linked_on_the_templates_own_host" {
  command = plan

  variables {
    template_vmid = 9000
    template_node = "pve2"
    nodes = [
      { name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" },
      { name = "pve2", address = "192.0.2.2", bridge = "vmbr0", datastore_id = "local-lvm" },
    ]
  }

  assert {
    condition     = [for vm in proxmox_virtual_environment_vm.hive_node : vm.clone[0].full] == [true, false, true]
    error_message = "full: ${jsonencode([for vm in proxmox_virtual_environment_vm.hive_node : vm.clone[0].full])}"
  }

  assert {
    condition     = alltrue([for vm in proxmox_virtual_environment_vm.hive_node : vm.clone[0].vm_id == 9000 && vm.clone[0].node_name == "pve2"])
    error_message = "not clones of VM 9000 on pve2"
  }
}

run "clones_of_a_shared_template_are_linked_everywhere" {
  command = plan

  variables {
    template_vmid   = 9000
    template_shared = true
    nodes = [
      { name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "ceph" },
      { name = "pve2", address = "192.0.2.2", bridge = "vmbr0", datastore_id = "ceph" },
    ]
  }

  assert {
    condition     = [for vm in proxmox_virtual_environment_vm.hive_node : vm.clone[0].full] == [false, false, false]
    error_message = "full: ${jsonencode([for vm in proxmox_virtual_environment_vm.hive_node : vm.clone[0].full])}"
  }
}
