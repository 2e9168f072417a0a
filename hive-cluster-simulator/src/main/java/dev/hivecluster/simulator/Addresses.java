package dev.hivecluster.simulator;

import dev.hivecluster.model.ServicePorts;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where the machines of one cluster are on the loopback interface: a block that no other simulator uses until it is
 * closed. Machines are numbered from 1 to {@value dev.hivecluster.model.ClusterSpec#MAX_NODES}.
 */
interface Addresses extends AutoCloseable {
    /** The address that people reach the machine at. */
    String management(int machine);

    /** The address that the machine has in its network. */
    String data(int machine);

    /** The port of the machine's SSH server, at its management address. */
    int sshPort(int machine);

    /** Where the ports of Hive's services are mapped to; empty where they are as they are. */
    Optional<ServicePorts> servicePorts(int machine);

    /** Where a machine's data address and port really are; unresolved for what is not on the loopback interface. */
    InetSocketAddress socket(String address, int port);

    /** Where a server of a machine with that data address really listens on a port that the system chooses. */
    InetSocketAddress anyPort(String address);

    /** Makes such a server reachable at that data address and port, until what is returned is closed. */
    AutoCloseable open(String address, int port);

    /** What people should know of these addresses; empty for nothing. */
    String note();

    /** Gives the block up. */
    @Override
    void close();
}
