/** The simulated cluster: what stands in for machines that run Hive. */
@NullMarked
package dev.hivecluster.simulator;

import org.jspecify.annotations.NullMarked;
