package dev.hivecluster.simulator;

import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.node.TimeScale;
import dev.hivecluster.simulator.node.Timetable;
import dev.hivecluster.simulator.service.MessageBus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A machine without a shell: an address of its own on the loopback network, and a directory as its file system. */
public record FakeHost(
        String name,
        String address,
        int cpuCores,
        int memoryMb,
        Path root,
        TimeScale timeScale,
        MessageBus bus,
        Function<String, Timetable> timetables)
        implements Host {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeScale SCALE = new TimeScale(0.01);
    private static final int[] PORTS = {4222, 4248, 8222, 8443, 4432, 9999, 3000};

    /** Machines of one cluster on addresses that nobody else uses. */
    public static List<FakeHost> cluster(int nodes, Path root) {
        return cluster(nodes, root, name -> Timetable.scaled(name, SCALE));
    }

    /**
     * The same with timetables of the test's own.
     *
     * @param timetables makes one of a name
     */
    public static List<FakeHost> cluster(int nodes, Path root, Function<String, Timetable> timetables) {
        MessageBus bus = new MessageBus();
        String network = freeNetwork(nodes);
        List<FakeHost> hosts = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            String name = "test-" + i;
            hosts.add(new FakeHost(name, network + i, 2, 24_064, root.resolve(name), SCALE, bus, timetables));
        }
        return hosts;
    }

    @Override
    public Path file(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    @Override
    public InetSocketAddress socket(String target, int port) {
        return target.matches("[0-9.]+")
                ? new InetSocketAddress(target, port)
                : InetSocketAddress.createUnresolved(target, port);
    }

    @Override
    public String user() {
        return "tf-user";
    }

    @Override
    public InetSocketAddress anyPort() {
        return socket(address, 0);
    }

    @Override
    public AutoCloseable open(int port) {
        return () -> {};
    }

    /** It has no processes. */
    @Override
    public AutoCloseable show(List<String> arguments, Runnable killed) {
        return () -> {};
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Timetable timetable(String timetableName) {
        return timetables.apply(timetableName);
    }

    private static String freeNetwork(int nodes) {
        while (true) {
            String network = "127.%d.%d.".formatted(64 + RANDOM.nextInt(190), 1 + RANDOM.nextInt(250));
            boolean free = true;
            for (int i = 1; i <= nodes && free; i++) {
                free = isFree(network + i);
            }
            if (free) {
                return network;
            }
        }
    }

    private static boolean isFree(String address) {
        for (int port : PORTS) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
                probe.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
