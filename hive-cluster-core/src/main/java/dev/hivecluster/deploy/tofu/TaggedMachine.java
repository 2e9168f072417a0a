package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.Machine;

/**
 * A machine as the hypervisor sees it, with what was written to it.
 *
 * @param machine the machine
 * @param cluster the name of the cluster that it belongs to
 * @param place where it is, in the hypervisor's terms, such as a host of Proxmox
 * @param tag who is responsible for it; if nobody can be read from it, {@link MachineTag#UNKNOWN}
 */
public record TaggedMachine(Machine machine, String cluster, String place, MachineTag tag) {}
