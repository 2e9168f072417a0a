/** Hive's services as real servers: NATS monitor, storage, daemon, gateway. */
@NullMarked
package dev.hivecluster.simulator.service;

import org.jspecify.annotations.NullMarked;
