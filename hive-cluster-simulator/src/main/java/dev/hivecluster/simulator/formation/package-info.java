/** Hive's formation protocol: the leader's server and the joining node's client. */
@NullMarked
package dev.hivecluster.simulator.formation;

import org.jspecify.annotations.NullMarked;
