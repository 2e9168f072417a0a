/** Addresses of the loopback interface, on which everything simulated lives. */
@NullMarked
package dev.hivecluster.simulator.loopback;

import org.jspecify.annotations.NullMarked;
