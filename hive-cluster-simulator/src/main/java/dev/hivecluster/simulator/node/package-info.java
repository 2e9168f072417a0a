/** The simulated machine: its files, processes, power and SSH server. */
@NullMarked
package dev.hivecluster.simulator.node;

import org.jspecify.annotations.NullMarked;
