package dev.hivecluster.remote;

/** A port of this machine's loopback interface that leads to a port which the node can reach. */
public interface Tunnel extends AutoCloseable {
    /** Where it begins: an address of the loopback interface. */
    String host();

    /** The port where it begins. */
    int port();

    /** Closes it, and the connections through it. */
    @Override
    void close();
}
