# The cluster

variable "cluster_name" {
  type        = string
  description = "Name of the Hive cluster: VMs are called <cluster_name>-<i>, counted from 1, and tagged with it"

  validation {
    condition     = can(regex("^[a-z0-9-]+$", var.cluster_name))
    error_message = "cluster_name must contain only lowercase letters, numbers, and hyphens."
  }

  validation {
    condition     = length(var.cluster_name) <= 40 && !startswith(var.cluster_name, "-") && !endswith(var.cluster_name, "-")
    error_message = "cluster_name must be at most 40 characters long and neither begin nor end with a hyphen: it becomes host names."
  }
}

variable "cluster_id" {
  type        = string
  description = "Id of the cluster's record, a UUID: a tag of each VM and a part of each snippet's name, by which leftovers are found; the name alone is not unique"
  default     = ""

  validation {
    condition     = can(regex("^[a-z0-9-]*$", var.cluster_id))
    error_message = "cluster_id must contain only lowercase letters, numbers, and hyphens."
  }
}

variable "cluster_tag" {
  type        = string
  description = "Who is responsible for the VMs, and until when, in one line: becomes their description when they are made; later changes of it are made through the API and ignored here"
  default     = ""
}

variable "node_count" {
  type        = number
  description = "Number of Hive VMs"
  default     = 3

  validation {
    condition     = var.node_count >= 1 && var.node_count <= 10 && floor(var.node_count) == var.node_count
    error_message = "node_count must be between 1 and 10."
  }
}

# The VMs

variable "cpu_cores" {
  type        = number
  description = "CPU cores per VM"
  default     = 4

  validation {
    condition     = var.cpu_cores >= 1
    error_message = "cpu_cores must be at least 1."
  }
}

variable "memory_mb" {
  type        = number
  description = "Memory per VM in MB"
  default     = 8192

  validation {
    condition     = var.memory_mb >= 512
    error_message = "memory_mb must be at least 512."
  }
}

variable "disk_size_gb" {
  type        = number
  description = "Disk per VM in GB, at least as large as the image or template"
  default     = 32

  validation {
    condition     = var.disk_size_gb >= 1
    error_message = "disk_size_gb must be at least 1."
  }
}

variable "cpu_type" {
  type        = string
  description = "CPU type; only with \"host\" does Hive run its instances at full speed"
  default     = "host"
}

variable "os_image" {
  type        = string
  description = "Volume id of the boot disk's image: <storage>:import/<file>, imported through the API, or <storage>:iso/<file>, imported over SSH"
  default     = "local:import/debian-12-genericcloud-amd64.qcow2"

  validation {
    condition     = can(regex("^[^:/]+:(import|iso)/[^/]+$", var.os_image))
    error_message = "os_image must be a volume id such as local:import/debian-12-genericcloud-amd64.qcow2 (`pvesm list local` shows what there is)."
  }
}

variable "template_vmid" {
  type        = number
  description = "Id of a VM template to clone instead of importing os_image; null for none"
  default     = null
}

variable "template_node" {
  type        = string
  description = "Host that has the template; null for the first of nodes"
  default     = null
}

variable "template_shared" {
  type        = bool
  description = "Whether the template's disk lies on a storage that all hosts share: then every clone is a linked one; otherwise only those on the template's own host are"
  default     = false
}

variable "template_disk" {
  type        = string
  description = "Interface of the template's boot disk"
  default     = "virtio0"
}

variable "timezone" {
  type        = string
  description = "Time zone of the VMs"
  default     = "America/Los_Angeles"
}

# How to get in

variable "ssh_public_key_path" {
  type        = string
  description = "Path to SSH public key injected into VMs via cloud-init"

  validation {
    condition     = length(var.ssh_public_key_path) > 0
    error_message = "ssh_public_key_path must not be empty."
  }
}

variable "ssh_user" {
  type        = string
  description = "User on the VMs that has the key, and sudo"
  default     = "tf-user"

  validation {
    condition     = can(regex("^[a-z_][a-z0-9_-]*$", var.ssh_user))
    error_message = "ssh_user must be a name that useradd accepts."
  }
}

variable "ssh_port" {
  type        = number
  description = "Port of the VMs' SSH server"
  default     = 22

  validation {
    condition     = var.ssh_port >= 1 && var.ssh_port <= 65535
    error_message = "ssh_port must be between 1 and 65535."
  }
}

variable "host_keys" {
  type        = list(object({ private = string, public = string }))
  description = "SSH host keys (ed25519, in OpenSSH's form) of the VMs, by node: with them even the first connection is verified; without, VMs make their own"
  default     = []
  sensitive   = true
}

# Proxmox

variable "proxmox_ssh_username" {
  type        = string
  description = "SSH username for Proxmox host access"
  default     = "terraform"
}

variable "ssh_private_key_path" {
  type        = string
  description = "Path to SSH private key for Proxmox host access; empty for the SSH agent"
  default     = ""
}

variable "nodes" {
  type = list(object({
    name                  = string
    address               = string
    bridge                = string
    datastore_id          = string
    data_bridge           = optional(string)
    ssh_port              = optional(number, 22)
    snippets_datastore_id = optional(string, "local")
  }))
  description = "Proxmox hosts for VM placement (VMs are distributed round-robin)"

  validation {
    condition     = length(var.nodes) > 0
    error_message = "At least one Proxmox node must be defined."
  }

  validation {
    condition     = alltrue([for n in var.nodes : length(n.name) > 0 && length(n.address) > 0])
    error_message = "Each node must have a non-empty name and address."
  }

  validation {
    condition     = length(distinct([for n in var.nodes : n.name])) == length(var.nodes)
    error_message = "Each node must have a unique name."
  }
}

variable "upload" {
  type        = string
  description = "How VMs get their cloud-init: \"snippet\", a file of their own that is uploaded over SSH, or \"api\", what the API can set, without any SSH to the hosts"
  default     = "snippet"

  validation {
    condition     = contains(["snippet", "api"], var.upload)
    error_message = "upload must be \"snippet\" or \"api\"."
  }
}

variable "agent_timeout" {
  type        = string
  description = "How long an apply, and each refresh, waits for a VM's guest agent to tell its addresses, such as 5m"
  default     = "5m"

  validation {
    condition     = can(regex("^[0-9]+(s|m|h)$", var.agent_timeout))
    error_message = "agent_timeout must be a number with a unit, such as 90s or 5m."
  }
}

variable "wait_for_ipv4" {
  type        = bool
  description = "Whether to wait until a VM has an IPv4 address, where otherwise an earlier IPv6 address is enough; an address in 127.0.0.0/8 does not count"
  default     = true
}

# Addresses

variable "mac_addresses" {
  type        = list(object({ management = string, data = string }))
  description = "MAC addresses by node, where DHCP knows them; empty for those that Proxmox makes up"
  default     = []

  validation {
    condition     = alltrue(flatten([for a in var.mac_addresses : [for mac in [a.management, a.data] : can(regex("^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$", mac))]]))
    error_message = "mac_addresses must be MAC addresses such as BC:24:11:00:00:01."
  }
}

variable "static_addresses" {
  type        = list(object({ management = string, data = string }))
  description = "Addresses by node, with prefix length (192.0.2.11/24); empty for DHCP"
  default     = []

  validation {
    condition     = alltrue(flatten([for a in var.static_addresses : [can(cidrhost(a.management, 0)), can(cidrhost(a.data, 0))]]))
    error_message = "static_addresses must be IP addresses with a prefix length, such as 192.0.2.11/24."
  }
}

variable "gateway" {
  type        = string
  description = "Gateway of the management network, with static_addresses only"
  default     = null
}

variable "dns_servers" {
  type        = list(string)
  description = "DNS servers; empty for the Proxmox host's own"
  default     = []
}
