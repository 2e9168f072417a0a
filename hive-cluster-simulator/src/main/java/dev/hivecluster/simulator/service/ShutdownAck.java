package dev.hivecluster.simulator.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A daemon's answer to a phase of a coordinated shutdown (hive contract, section 2.7).
 *
 * @param node the node's name, as Hive knows it
 * @param stopped the services that it has stopped, such as {@code awsgw}
 * @param error why it could not stop one
 */
public record ShutdownAck(
        String node,
        ShutdownPhase phase,
        List<String> stopped,
        @Nullable String error) {
    public ShutdownAck {
        stopped = List.copyOf(stopped);
    }
}
