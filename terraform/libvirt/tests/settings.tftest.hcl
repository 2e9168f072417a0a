# Settings that cannot work are refused before anything is made.

mock_provider "libvirt" {}

variables {
  cluster_name        = "dev1"
  ssh_public_key_path = "tests/key.pub"
  os_image            = "tests/key.pub"
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
    os_image            = ""
    boot_devices        = []
    domain_type         = ""
    network_cidr        = "10.140.0.0/29"
    network_mode        = ""
    lease_timeout       = "15"
  }

  expect_failures = [
    var.cluster_name, var.node_count, var.cpu_cores, var.memory_mb, var.disk_size_gb, var.ssh_public_key_path, var.ssh_port,
    var.os_image, var.boot_devices, var.domain_type, var.network_cidr, var.network_mode, var.lease_timeout,
  ]
}

run "an_image_that_is_not_there" {
  command = plan

  variables {
    os_image = "tests/nowhere.qcow2"
  }

  expect_failures = [libvirt_volume.os_image]
}

run "a_key_that_is_not_there" {
  command = plan

  variables {
    ssh_public_key_path = "tests/nowhere.pub"
  }

  expect_failures = [libvirt_domain.hive_node]
}

run "host_keys_for_two_of_three" {
  command = plan

  variables {
    host_keys = [
      { private = "PRIVATE 1\n", public = "ssh-ed25519 PUBLIC1\n" },
      { private = "PRIVATE 2\n", public = "ssh-ed25519 PUBLIC2\n" },
    ]
  }

  expect_failures = [libvirt_domain.hive_node]
}
