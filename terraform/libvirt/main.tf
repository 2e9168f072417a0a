terraform {
  # Older ones lack optional attributes in variables and the tests of this module.
  required_version = ">= 1.6"

  required_providers {
    libvirt = {
      source = "dmacvicar/libvirt"
      # Version 0.9 is a rewrite that understands none of this.
      version = "0.8.3"
    }
  }
}

provider "libvirt" {
  uri = var.libvirt_uri
}
