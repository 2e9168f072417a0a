/** How fast the lifecycle and the simulated gateway are. */
@NullMarked
package dev.hivecluster.benchmarks;

import org.jspecify.annotations.NullMarked;
