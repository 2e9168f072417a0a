/** The channel by which a deployer steers the simulator's process. */
@NullMarked
package dev.hivecluster.simulator.control;

import org.jspecify.annotations.NullMarked;
