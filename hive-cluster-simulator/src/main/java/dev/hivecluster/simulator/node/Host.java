package dev.hivecluster.simulator.node;

import dev.hivecluster.simulator.service.MessageBus;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What the programs of a simulated machine see of it. */
public interface Host {
    /** The machine's host name, {@code <cluster>-<index>}. */
    String name();

    /** The user that logs in. */
    String user();

    /** The address that the machine has in its network; Hive binds to it. */
    String address();

    /** Processors of the machine. */
    int cpuCores();

    /** Memory of the machine in MiB. */
    int memoryMb();

    /**
     * Where a file of the machine lies on the real one.
     *
     * @param absolute the path as the machine's programs see it
     */
    Path file(String absolute);

    /**
     * Where something that listens on the machine's port really listens, and where a connection to a machine's address and
     * port really goes. The same as asked for, unless the real host cannot give each node an address of its own.
     */
    InetSocketAddress socket(String address, int port);

    /** Where a server of the machine really listens on a port that the system chooses. */
    InetSocketAddress anyPort();

    /**
     * Lets connections come to such a server, until what is returned is closed.
     *
     * @param port where it listens
     */
    AutoCloseable open(int port);

    /**
     * Shows a process that does its work elsewhere.
     *
     * @param arguments its name and arguments
     * @param killed called when a signal ends it; not when what is returned is closed, which ends it too
     */
    AutoCloseable show(List<String> arguments, Runnable killed);

    /** How fast time goes. */
    TimeScale timeScale();

    Clock clock();

    /**
     * A timetable of what happens on the machine later; whoever asks for it closes it.
     *
     * @param name tells what of
     */
    default Timetable timetable(String name) {
        return Timetable.scaled(name, timeScale());
    }

    /** What the NATS servers of the cluster's machines carry. */
    MessageBus bus();
}
