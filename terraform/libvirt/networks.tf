locals {
  unique_name = join("-", compact([var.cluster_name, var.cluster_id]))
  hash        = md5(local.unique_name)

  # One of 8192 networks, away from where laptops, containers and Kubernetes usually have theirs.
  network_cidr = (
    var.network_cidr != ""
    ? var.network_cidr
    : cidrsubnet("10.128.0.0/10", 13, parseint(substr(local.hash, 0, 8), 16) % 8192)
  )
  management_cidr = cidrsubnet(local.network_cidr, 1, 0)
  data_cidr       = cidrsubnet(local.network_cidr, 1, 1)

  # Below the tenth host there is libvirt's own.
  data_addresses = [for i in range(var.node_count) : cidrhost(local.data_cidr, 11 + i)]

  # Known before the machine is: the guest's network configuration finds its cards by them.
  macs = [for i in range(var.node_count) : { for card in ["management", "data"] :
    card => join(":", concat(["52", "54", "00"], regexall("..", substr(md5("${local.unique_name}/${i}/${card}"), 0, 6))))
  }]
}

# Bridges have at most 15 characters.
resource "libvirt_network" "management" {
  name      = "hive-${local.unique_name}-management"
  mode      = var.network_mode
  bridge    = "hive${substr(local.hash, 0, 8)}m"
  addresses = [local.management_cidr]

  dhcp {
    enabled = true
  }
}

resource "libvirt_network" "data" {
  name      = "hive-${local.unique_name}-data"
  mode      = "none"
  bridge    = "hive${substr(local.hash, 0, 8)}d"
  addresses = [local.data_cidr]

  # The machines know their own addresses there.
  dhcp {
    enabled = false
  }

  dns {
    enabled = false
  }
}
