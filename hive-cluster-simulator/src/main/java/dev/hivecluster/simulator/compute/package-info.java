/** What Hive's EC2 actions do. */
@NullMarked
package dev.hivecluster.simulator.compute;

import org.jspecify.annotations.NullMarked;
