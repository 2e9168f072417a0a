# What the VMs are told at their first boot.

mock_provider "proxmox" {
  mock_resource "proxmox_virtual_environment_file" {
    defaults = { id = "local:snippets/dev1-1.yaml" }
  }
}

variables {
  cluster_name        = "dev1"
  cluster_id          = "0f8fad5b-d9cb-469f-a165-70867728950e"
  ssh_public_key_path = "tests/key.pub"
  nodes               = [{ name = "pve1", address = "192.0.2.1", bridge = "vmbr0", datastore_id = "local-lvm" }]
  host_keys = [
    { private = "PRIVATE 1\n", public = "ssh-ed25519 PUBLIC1 comment\n" },
    { private = "PRIVATE 2\n", public = "ssh-ed25519 PUBLIC2 comment\n" },
    { private = "PRIVATE 3\n", public = "ssh-ed25519 PUBLIC3 comment\n" },
  ]
}

run "the_operating_system_is_set_up_and_nothing_more" {
  command = plan

  assert {
    condition = [for file in proxmox_virtual_environment_file.cloud_config : file.source_raw[0].file_name] == [
      "dev1-0f8fad5b-d9cb-469f-a165-70867728950e-1.yaml",
      "dev1-0f8fad5b-d9cb-469f-a165-70867728950e-2.yaml",
      "dev1-0f8fad5b-d9cb-469f-a165-70867728950e-3.yaml",
    ]
    error_message = "files: ${jsonencode([for file in proxmox_virtual_environment_file.cloud_config : file.source_raw[0].file_name])}"
  }

  assert {
    condition     = alltrue([for file in proxmox_virtual_environment_file.cloud_config : startswith(nonsensitive(file.source_raw[0].data), "#cloud-config\n")])
    error_message = "cloud-init would not recognise the file"
  }

  assert {
    condition     = local.cloud_config[1].hostname == "dev1-2"
    error_message = "host name: ${local.cloud_config[1].hostname}"
  }

  assert {
    condition     = nonsensitive(yamldecode(local.user_data[0]).packages) == ["qemu-guest-agent", "net-tools", "git", "make"]
    error_message = "packages: ${jsonencode(nonsensitive(yamldecode(local.user_data[0]).packages))}"
  }

  assert {
    condition = nonsensitive(yamldecode(local.user_data[0]).users) == [{
      name                = "tf-user"
      groups              = ["sudo"]
      sudo                = "ALL=(ALL) NOPASSWD:ALL"
      shell               = "/bin/bash"
      lock_passwd         = true
      ssh_authorized_keys = [trimspace(file("tests/key.pub"))]
    }]
    error_message = "users: ${jsonencode(nonsensitive(yamldecode(local.user_data[0]).users))}"
  }

  assert {
    condition = alltrue([for command in [
      "systemctl enable --now qemu-guest-agent",
      "if command -v ufw; then ufw disable; fi",
      "usermod -aG kvm tf-user",
    ] : contains(nonsensitive(yamldecode(local.user_data[0]).runcmd), command)])
    error_message = "commands: ${jsonencode(nonsensitive(yamldecode(local.user_data[0]).runcmd))}"
  }

  assert {
    condition     = reverse(nonsensitive(yamldecode(local.user_data[0]).runcmd))[0] == "echo done > /tmp/vendor-cloud-init-done"
    error_message = "the marker is not the last thing"
  }

  assert {
    condition = nonsensitive(yamldecode(local.user_data[0]).write_files) == [{
      path    = "/etc/sysctl.d/90-hive.conf"
      content = "net.core.rmem_max=4194304\nnet.core.wmem_max=4194304\n"
    }]
    error_message = "files: ${jsonencode(nonsensitive(yamldecode(local.user_data[0]).write_files))}"
  }

  assert {
    condition = nonsensitive(yamldecode(local.user_data[1]).ssh_keys) == {
      ed25519_private = "PRIVATE 2\n"
      ed25519_public  = "ssh-ed25519 PUBLIC2 comment\n"
    }
    error_message = "the second machine's keys are not its own"
  }

  assert {
    condition     = nonsensitive(yamldecode(local.user_data[1]).ssh_deletekeys)
    error_message = "keys of the image would stay"
  }
}

run "without_host_keys_a_machine_makes_its_own" {
  command = plan

  variables {
    host_keys = []
  }

  assert {
    condition     = !contains(keys(nonsensitive(yamldecode(local.user_data[0]))), "ssh_keys") && nonsensitive(yamldecode(local.user_data[0]).ssh_deletekeys)
    error_message = "an empty ssh_keys keeps cloud-init from making keys"
  }
}

run "another_ssh_port_is_the_servers_too" {
  command = plan

  variables {
    ssh_port = 2222
  }

  assert {
    condition     = contains(nonsensitive(yamldecode(local.user_data[0]).write_files), { path = "/etc/ssh/sshd_config.d/90-hive.conf", content = "Port 2222\n" })
    error_message = "files: ${jsonencode(nonsensitive(yamldecode(local.user_data[0]).write_files))}"
  }
}

run "without_ssh_to_the_hosts_only_the_user_is_set_up" {
  command = plan

  variables {
    upload = "api"
  }

  assert {
    condition     = length(proxmox_virtual_environment_file.cloud_config) == 0
    error_message = "a snippet is uploaded"
  }

  assert {
    condition = (
      proxmox_virtual_environment_vm.hive_node[0].initialization[0].user_account[0].username == "tf-user"
      && proxmox_virtual_environment_vm.hive_node[0].initialization[0].user_account[0].keys == tolist([trimspace(file("tests/key.pub"))])
    )
    error_message = "the API is not told user and key"
  }
}
