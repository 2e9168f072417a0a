package dev.hivecluster.simulator.compute;

/**
 * What a node has left for instances.
 *
 * @param node as Hive knows it
 * @param freeCpus processors that no instance uses
 * @param freeMemoryMib memory that no instance uses
 */
public record NodeCapacity(String node, int freeCpus, int freeMemoryMib) {}
