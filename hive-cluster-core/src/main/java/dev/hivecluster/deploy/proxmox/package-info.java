/** Machines on Proxmox VE: its API, the module that comes with the plugin, and what may stand in for a real Proxmox. */
@NullMarked
package dev.hivecluster.deploy.proxmox;

import org.jspecify.annotations.NullMarked;
