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
  description = "Id of the cluster's record, a UUID: a tag of each VM and a part of the names of networks, pool and volumes, by which leftovers are found; the name alone is not unique"
  default     = ""

  validation {
    condition     = can(regex("^[a-z0-9-]*$", var.cluster_id))
    error_message = "cluster_id must contain only lowercase letters, numbers, and hyphens."
  }
}

variable "cluster_tag" {
  type        = string
  description = "Who is responsible for the VMs, and until when, in one line: becomes the last line of their description when they are made; later changes of it are made through libvirt and ignored here"
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
  description = "Disk per VM in GB, at least as large as the image"
  default     = 32

  validation {
    condition     = var.disk_size_gb >= 1
    error_message = "disk_size_gb must be at least 1."
  }
}

variable "domain_type" {
  type        = string
  description = "\"kvm\", or \"qemu\" where there is no KVM: then VMs are emulated, some ten times slower"
  default     = "kvm"

  validation {
    condition     = contains(["kvm", "qemu"], var.domain_type)
    error_message = "domain_type must be \"kvm\" or \"qemu\"."
  }
}

variable "os_image" {
  type        = string
  description = "Image of the VMs' disks, a path on the machine that runs tofu or a URL; each cluster gets a copy, so that a path is faster"
  default     = "https://cloud.debian.org/images/cloud/bookworm/latest/debian-12-genericcloud-amd64.qcow2"

  validation {
    condition     = length(var.os_image) > 0
    error_message = "os_image must not be empty."
  }
}

variable "boot_devices" {
  type        = list(string)
  description = "What a VM boots from, in this order: \"hd\", \"network\""
  default     = ["hd"]

  validation {
    condition     = length(var.boot_devices) > 0 && alltrue([for device in var.boot_devices : contains(["hd", "network"], device)])
    error_message = "boot_devices must list \"hd\" or \"network\" or both."
  }
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

# libvirt

variable "libvirt_uri" {
  type        = string
  description = "Where libvirt is: qemu:///system, or qemu+ssh://user@host/system"
  default     = "qemu:///system"
}

variable "pool_path" {
  type        = string
  description = "Directory on libvirt's machine in which the cluster's own storage pool is made"
  default     = "/var/lib/libvirt/images"
}

variable "network_cidr" {
  type        = string
  description = "Addresses of the cluster: the first half for management, the second for data; empty for a /23 in 10.128.0.0/10 that follows from the cluster's id"
  default     = ""

  validation {
    condition     = var.network_cidr == "" ? true : can(cidrhost(cidrsubnet(var.network_cidr, 1, 1), 20))
    error_message = "network_cidr must be an IPv4 network of at least 64 addresses, such as 10.140.0.0/23."
  }
}

variable "network_mode" {
  type        = string
  description = "\"nat\", or \"none\" for VMs that reach nothing but each other and libvirt's machine"
  default     = "nat"

  validation {
    condition     = contains(["nat", "none"], var.network_mode)
    error_message = "network_mode must be \"nat\" or \"none\"."
  }
}

variable "lease_timeout" {
  type        = string
  description = "How long an apply waits until a VM has its address from DHCP, such as 5m"
  default     = "5m"

  validation {
    condition     = can(regex("^[0-9]+(s|m|h)$", var.lease_timeout))
    error_message = "lease_timeout must be a number with a unit, such as 90s or 5m."
  }
}
