# Machines that are files: a backend for tests, which needs no provider but the built-in one.

variable "cluster_name" {
  type = string
}

variable "cluster_id" {
  type = string
}

variable "cluster_tag" {
  type = string
}

variable "node_count" {
  type = number
}

variable "cpu_cores" {
  type = number
}

variable "memory_mb" {
  type = number
}

variable "disk_size_gb" {
  type = number
}

variable "ssh_public_key_path" {
  type = string
}

variable "host_keys" {
  type      = list(object({ private = string, public = string }))
  sensitive = true
  default   = []
}

variable "backend" {
  type = string
}

variable "image" {
  type    = string
  default = "debian-12"
}

variable "network" {
  type    = string
  default = "127.0.1"
}

resource "terraform_data" "machine" {
  count = var.node_count

  input = {
    name    = "${var.cluster_name}-${count.index + 1}"
    cluster = var.cluster_name
    record  = var.cluster_id
    backend = var.backend
  }
  triggers_replace = [var.image, var.cpu_cores, var.memory_mb, var.disk_size_gb]

  provisioner "local-exec" {
    command     = "exec sh '${path.module}/make.sh'"
    environment = { BACKEND = var.backend, ID = self.id, NAME = self.input.name, CLUSTER = var.cluster_name, RECORD = var.cluster_id }
  }

  provisioner "local-exec" {
    when        = destroy
    command     = "exec sh '${path.module}/destroy.sh'"
    environment = { BACKEND = self.input.backend, ID = self.id, NAME = self.input.name }
  }
}

output "inventory" {
  value = {
    cluster_name = var.cluster_name
    node_count   = var.node_count
    nodes = [for i in range(var.node_count) : {
      name       = "${var.cluster_name}-${i + 1}"
      index      = i + 1
      management = var.network == "" ? null : "${var.network}.${i + 1}"
      data       = "127.0.2.${i + 1}"
      host_keys  = [join(" ", slice(split(" ", trimspace(nonsensitive(var.host_keys[i].public))), 0, 2))]
      vm_id      = terraform_data.machine[i].id
    }]
    ssh_user     = "tf-user"
    ssh_key_path = trimsuffix(var.ssh_public_key_path, ".pub")
    made_by      = "files"
  }
}
