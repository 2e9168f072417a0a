# Names, addresses and owners of the machines and of what they stand on.

mock_provider "libvirt" {}

variables {
  cluster_name        = "dev1"
  cluster_id          = "0f8fad5b-d9cb-469f-a165-70867728950e"
  cluster_tag         = "{\"owner\":\"somebody\"}"
  ssh_public_key_path = "tests/key.pub"
  os_image            = "tests/key.pub"
}

run "what_is_made_leads_to_its_cluster" {
  command = plan

  assert {
    condition     = libvirt_domain.hive_node[*].name == ["dev1-1", "dev1-2", "dev1-3"]
    error_message = "names: ${jsonencode(libvirt_domain.hive_node[*].name)}"
  }

  assert {
    condition = alltrue([for domain in libvirt_domain.hive_node :
      domain.description == "0f8fad5b-d9cb-469f-a165-70867728950e;dev1;hive;terraform\n{\"owner\":\"somebody\"}"
    ])
    error_message = "description: ${libvirt_domain.hive_node[0].description}"
  }

  assert {
    condition     = libvirt_domain.hive_node[0].vcpu == 4 && libvirt_domain.hive_node[0].memory == 8192 && libvirt_volume.disk[0].size == 32 * pow(1024, 3)
    error_message = "a machine without further settings has not 4 cores, 8192 MB and 32 GB"
  }

  assert {
    condition     = libvirt_domain.hive_node[0].type == "kvm" && libvirt_domain.hive_node[0].cpu[0].mode == "host-passthrough"
    error_message = "Hive's own machines would run without KVM"
  }

  assert {
    condition = [libvirt_pool.cluster.name, libvirt_network.management.name, libvirt_network.data.name] == [
      "hive-dev1-0f8fad5b-d9cb-469f-a165-70867728950e",
      "hive-dev1-0f8fad5b-d9cb-469f-a165-70867728950e-management",
      "hive-dev1-0f8fad5b-d9cb-469f-a165-70867728950e-data",
    ]
    error_message = "names: ${jsonencode([libvirt_pool.cluster.name, libvirt_network.management.name, libvirt_network.data.name])}"
  }

  assert {
    condition     = libvirt_pool.cluster.target[0].path == "/var/lib/libvirt/images/hive-dev1-0f8fad5b-d9cb-469f-a165-70867728950e"
    error_message = "path: ${libvirt_pool.cluster.target[0].path}"
  }

  assert {
    condition     = length(distinct([libvirt_network.management.bridge, libvirt_network.data.bridge])) == 2 && alltrue([for bridge in [libvirt_network.management.bridge, libvirt_network.data.bridge] : length(bridge) <= 15])
    error_message = "bridges: ${libvirt_network.management.bridge}, ${libvirt_network.data.bridge}"
  }

  assert {
    condition     = libvirt_network.management.mode == "nat" && libvirt_network.management.dhcp[0].enabled && libvirt_network.data.mode == "none" && !libvirt_network.data.dhcp[0].enabled
    error_message = "the management network is not behind NAT, or the data network is not alone"
  }

  assert {
    condition     = libvirt_network.management.addresses == tolist(["10.130.190.0/24"]) && libvirt_network.management.bridge == "hive10cb215fm"
    error_message = "${libvirt_network.management.addresses[0]} on ${libvirt_network.management.bridge}"
  }
}

run "two_clusters_of_one_name_have_networks_of_their_own" {
  command = plan

  variables {
    cluster_id = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
  }

  assert {
    condition     = libvirt_network.management.addresses == tolist(["10.191.124.0/24"]) && libvirt_network.management.bridge == "hived04a9fbem"
    error_message = "${libvirt_network.management.addresses[0]} on ${libvirt_network.management.bridge}"
  }
}

run "a_network_of_ones_own" {
  command = plan

  variables {
    network_cidr = "192.168.40.0/24"
  }

  assert {
    condition     = libvirt_network.management.addresses == tolist(["192.168.40.0/25"]) && libvirt_network.data.addresses == tolist(["192.168.40.128/25"])
    error_message = "networks: ${jsonencode([libvirt_network.management.addresses, libvirt_network.data.addresses])}"
  }

  assert {
    condition     = local.data_addresses == ["192.168.40.139", "192.168.40.140", "192.168.40.141"]
    error_message = "data addresses: ${jsonencode(local.data_addresses)}"
  }
}

run "without_kvm_machines_are_emulated" {
  command = plan

  variables {
    domain_type = "qemu"
  }

  assert {
    condition     = libvirt_domain.hive_node[0].type == "qemu" && length(libvirt_domain.hive_node[0].cpu) == 0
    error_message = "type: ${libvirt_domain.hive_node[0].type}, cpu: ${jsonencode(libvirt_domain.hive_node[0].cpu)}"
  }
}
