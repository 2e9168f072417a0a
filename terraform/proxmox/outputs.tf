locals {
  # The network cards of each VM in the order of their definition, management first. A guest lists its interfaces in an
  # order of its own, with others between them: only the MAC tells which is which.
  macs = [for vm in proxmox_virtual_environment_vm.hive_node : [for card in vm.network_device : try(lower(card.mac_address), null)]]

  # What the guest agent tells, IPv4 first; an interface that the guest laid over a card has the same MAC.
  reported = [for i, vm in proxmox_virtual_environment_vm.hive_node : [for mac in local.macs[i] : flatten([
    for family in [vm.ipv4_addresses, vm.ipv6_addresses] : [
      for k, reported in vm.mac_addresses : try(family[k], []) if lower(reported) == mac
    ]
  ])]]

  # Link-local addresses lead nowhere. Only an address in 127.0.0.0/8 that is on a network card, as a simulated guest has
  # it, can be here: the loopback interface has no MAC.
  addresses = [for i in range(var.node_count) : [for card in [0, 1] : (
    length(var.static_addresses) > 0
    ? [split("/", [var.static_addresses[i].management, var.static_addresses[i].data][card])[0]]
    : try([for address in local.reported[i][card] : address if !can(regex("^(169\\.254\\.|fe[89ab])", lower(address)))], [])
  )]]
}

output "inventory" {
  description = "The cluster's machines; an address that is not known is null, which says that the guest agent was silent"

  value = {
    cluster_name = var.cluster_name
    node_count   = var.node_count
    nodes = [for i in range(var.node_count) : { for key, value in {
      name       = "${var.cluster_name}-${i + 1}"
      index      = i + 1
      management = try(local.addresses[i][0][0], null)
      data       = try(local.addresses[i][1][0], null)
      ssh_port   = var.ssh_port == 22 ? null : var.ssh_port
      host_keys = (
        var.upload == "snippet" && i < local.host_key_count
        ? [join(" ", slice(split(" ", trimspace(nonsensitive(var.host_keys[i].public))), 0, 2))]
        : null
      )
      vm_id = try(tonumber(proxmox_virtual_environment_vm.hive_node[i].vm_id), null)
      host  = try(proxmox_virtual_environment_vm.hive_node[i].node_name, null)
      macs  = try(local.macs[i], [])
      # By card: whoever finds another of them better may choose.
      addresses = try(local.addresses[i], [])
    } : key => value if value != null || contains(["management", "data"], key) }]
    ssh_user     = var.ssh_user
    ssh_key_path = trimsuffix(var.ssh_public_key_path, ".pub")
  }
}
