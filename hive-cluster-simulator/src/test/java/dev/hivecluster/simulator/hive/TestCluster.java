package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.node.ClusterNetwork;
import dev.hivecluster.simulator.node.Programs;
import dev.hivecluster.simulator.node.TestMachine;
import dev.hivecluster.simulator.service.MessageBus;
import dev.hivecluster.simulator.shell.posix.PosixPrograms;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Machines with Hive on them, on addresses that nobody else uses. */
final class TestCluster implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int[] PORTS = {4222, 4248, 8222, 8443, 4432, 9999, 3000};
    private static final Programs PROGRAMS = PosixPrograms.installed().and(HiveProgram.installed());

    private final List<TestMachine> machines = new ArrayList<>();

    private TestCluster() {}

    static TestCluster booted(int nodes, Path files) throws Exception {
        TestCluster cluster = new TestCluster();
        String network = freeNetwork(nodes);
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int i = 1; i <= nodes; i++) {
            addresses.put("box-" + i, network + i);
        }
        MessageBus bus = new MessageBus();
        for (Map.Entry<String, String> machine : addresses.entrySet()) {
            cluster.machines.add(TestMachine.off(
                    machine.getKey(),
                    machine.getValue(),
                    ClusterNetwork.direct(addresses),
                    files.resolve(machine.getKey()),
                    PROGRAMS,
                    Duration.ZERO,
                    bus));
        }
        for (TestMachine machine : cluster.machines) {
            machine.node().powerOn();
        }
        for (TestMachine machine : cluster.machines) {
            machine.node().booted().get(10, TimeUnit.SECONDS);
        }
        return cluster;
    }

    private static String freeNetwork(int nodes) {
        while (true) {
            String network = "127.%d.%d.".formatted(64 + RANDOM.nextInt(190), 1 + RANDOM.nextInt(250));
            if (isFree(network, nodes)) {
                return network;
            }
        }
    }

    private static boolean isFree(String network, int nodes) {
        for (int i = 1; i <= nodes; i++) {
            for (int port : PORTS) {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.bind(new InetSocketAddress(network + i, port));
                } catch (IOException e) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Counted from 1. */
    TestMachine machine(int index) {
        return machines.get(index - 1);
    }

    String address(int index) {
        return machine(index).node().address();
    }

    List<TestMachine> machines() {
        return machines;
    }

    TestMachine.Result init(String more) throws IOException, InterruptedException {
        return machine(1)
                .sh("hive admin init --node node1 --nodes %d --bind %s %s"
                        .formatted(machines.size(), address(1), more));
    }

    TestMachine.Result join(int index) throws IOException, InterruptedException {
        return machine(index)
                .sh(
                        "until curl -fs http://%1$s:4432/formation/health >/dev/null; do sleep 0.01; done; hive admin join --node node%2$d --host %1$s:4432 --bind %3$s"
                                .formatted(address(1), index, address(index)));
    }

    /** Forms the cluster: init on the first, join on the others at the same time. */
    List<TestMachine.Result> form() {
        List<CompletableFuture<TestMachine.Result>> running = new ArrayList<>();
        for (int i = 1; i <= machines.size(); i++) {
            int index = i;
            running.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return index == 1 ? init("") : join(index);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        return running.stream().map(CompletableFuture::join).toList();
    }

    /** Starts the services of all nodes, and waits until the API answers through each gateway. */
    void startServices() throws Exception {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (TestMachine machine : machines) {
            running.add(CompletableFuture.runAsync(() -> {
                try {
                    for (String service : List.of("nats", "predastore", "viperblock", "hive", "awsgw")) {
                        machine.sh(
                                "setsid nohup hive service %1$s start >>~/hive/logs/%1$s.log 2>&1 </dev/null & sleep 0.05"
                                        .formatted(service));
                    }
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        running.forEach(CompletableFuture::join);
    }

    @Override
    public void close() throws IOException {
        for (TestMachine machine : machines) {
            machine.close();
        }
    }
}
