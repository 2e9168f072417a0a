package dev.hivecluster.simulator.service;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;

/**
 * A NATS server that is up, as the others of its cluster see it.
 *
 * @param node the node that it runs on, as Hive knows it
 * @param id what it calls itself on the wire
 * @param socket where its clients reach it
 * @param cluster the sockets of all servers that it is configured to be a cluster with, itself included
 * @param start when it came up
 */
record NatsPeer(String node, String id, InetSocketAddress socket, Set<InetSocketAddress> cluster, Instant start) {
    NatsPeer {
        cluster = Set.copyOf(cluster);
    }

    /** Its name in the cluster. */
    String name() {
        return "hive-nats-" + node;
    }
}
