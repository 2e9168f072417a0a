# A module as a user may have it: it takes what it needs, and has a key of its own.

variable "cluster_name" {
  type = string
}

variable "node_count" {
  type = number
}

variable "network" {
  type = object({ prefix = string })
}

terraform {
  backend "s3" {
    bucket = "the-users"
  }
}

resource "terraform_data" "host" {
  count = var.node_count
  input = "${var.network.prefix}.${count.index + 1}"
}

output "inventory" {
  value = {
    nodes = [for i, host in terraform_data.host : {
      name       = "${var.cluster_name}-${i + 1}"
      index      = i + 1
      management = host.output
      id         = host.id
    }]
    ssh_user     = "admin"
    ssh_key_path = "/keys/of-the-user"
  }
}
