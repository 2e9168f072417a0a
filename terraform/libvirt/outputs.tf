locals {
  # What DHCP gave to the first card, IPv4 first.
  reported = [for domain in libvirt_domain.hive_node : try(domain.network_interface[0].addresses, [])]
  leased = [for addresses in local.reported : concat(
    [for address in addresses : address if can(regex("^[0-9.]+$", address))],
    [for address in addresses : address if can(regex(":", address)) && !can(regex("^fe[89ab]", lower(address)))],
  )]
}

output "inventory" {
  description = "The cluster's machines; an address that is not known is null"

  value = {
    cluster_name = var.cluster_name
    node_count   = var.node_count
    nodes = [for i in range(var.node_count) : { for key, value in {
      name       = "${var.cluster_name}-${i + 1}"
      index      = i + 1
      management = try(local.leased[i][0], null)
      data       = local.data_addresses[i]
      ssh_port   = var.ssh_port == 22 ? null : var.ssh_port
      host_keys = (
        i < local.host_key_count
        ? [join(" ", slice(split(" ", trimspace(nonsensitive(var.host_keys[i].public))), 0, 2))]
        : null
      )
      vm_id     = try(libvirt_domain.hive_node[i].id, null)
      macs      = [local.macs[i].management, local.macs[i].data]
      addresses = [try(local.leased[i], []), [local.data_addresses[i]]]
    } : key => value if value != null || key == "management" }]
    ssh_user     = var.ssh_user
    ssh_key_path = trimsuffix(var.ssh_public_key_path, ".pub")
  }
}
