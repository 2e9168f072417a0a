/** The {@code hive} command of a simulated machine, and the files that it writes and reads. */
@NullMarked
package dev.hivecluster.simulator.hive;

import org.jspecify.annotations.NullMarked;
