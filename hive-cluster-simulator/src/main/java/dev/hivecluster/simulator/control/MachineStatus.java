package dev.hivecluster.simulator.control;

import dev.hivecluster.model.Node;

/**
 * A simulated machine as it is now.
 *
 * @param node its names, addresses and host keys
 * @param on whether it is switched on
 */
public record MachineStatus(Node node, boolean on) {}
