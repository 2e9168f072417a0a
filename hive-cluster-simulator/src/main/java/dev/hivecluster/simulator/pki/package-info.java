/** Certificates as Hive makes them: a CA per cluster, a server certificate per node. */
@NullMarked
package dev.hivecluster.simulator.pki;

import org.jspecify.annotations.NullMarked;
