package dev.hivecluster.simulator;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Node;
import dev.hivecluster.simulator.control.MachineStatus;
import dev.hivecluster.simulator.control.PowerAction;
import dev.hivecluster.simulator.control.SimulatorPlan;
import dev.hivecluster.simulator.control.SimulatorStatus;
import dev.hivecluster.simulator.hive.HiveProgram;
import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.node.BootTask;
import dev.hivecluster.simulator.node.ClusterNetwork;
import dev.hivecluster.simulator.node.NodeSettings;
import dev.hivecluster.simulator.node.Programs;
import dev.hivecluster.simulator.node.SimulatedNode;
import dev.hivecluster.simulator.node.TimeScale;
import dev.hivecluster.simulator.service.MessageBus;
import dev.hivecluster.simulator.shell.posix.PosixPrograms;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The machines of one cluster, with what connects them. */
final class SimulatedCluster implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SimulatedCluster.class.getName());

    private final SimulatorPlan plan;
    private final Addresses addresses;
    private final SimulatorFiles files;
    private final Clock clock;
    private final Network network = new Network();
    private final MessageBus bus = new MessageBus();
    private final Programs programs = PosixPrograms.installed().and(HiveProgram.installed());
    private final List<Member> members = new ArrayList<>();

    /**
     * A cluster that has no machines yet.
     *
     * @param addresses where its machines will be; given up when the cluster ends
     * @param files where their keys lie, and where their disks will
     */
    SimulatedCluster(SimulatorPlan plan, Addresses addresses, SimulatorFiles files, Clock clock) {
        this.plan = plan;
        this.addresses = addresses;
        this.files = files;
        this.clock = clock;
    }

    /**
     * Adds machines, switched on, until there are so many.
     *
     * @throws IllegalArgumentException if there are more already
     */
    synchronized void grow(int nodes) throws IOException {
        if (nodes < members.size()) {
            throw new IllegalArgumentException("cluster %s has %d nodes; it cannot shrink to %d"
                    .formatted(plan.clusterName(), members.size(), nodes));
        }
        while (members.size() < nodes) {
            Member member = make(members.size() + 1);
            powerOn(member.machine());
            members.add(member);
        }
    }

    /**
     * Switches a machine; returns once it is so.
     *
     * @throws IllegalArgumentException if there is no such machine
     */
    synchronized void power(String name, PowerAction action) throws IOException {
        SimulatedNode machine = members.stream()
                .map(Member::machine)
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "cluster %s has no machine %s".formatted(plan.clusterName(), name)));
        switch (action) {
            case OFF -> machine.powerOff();
            case ON -> powerOn(machine);
            case RESET -> {
                machine.powerOff();
                powerOn(machine);
            }
        }
    }

    synchronized SimulatorStatus status() {
        return new SimulatorStatus(
                plan.withNodes(members.size()),
                members.stream()
                        .map(member -> new MachineStatus(
                                member.node(), member.machine().isOn()))
                        .toList(),
                addresses.note());
    }

    /** Ends all machines and gives their addresses up. */
    @Override
    public synchronized void close() {
        members.parallelStream().forEach(member -> close(member.machine()));
        addresses.close();
    }

    private void close(SimulatedNode machine) {
        try {
            machine.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> machine.name() + " did not end well");
        }
    }

    private void powerOn(SimulatedNode machine) throws IOException {
        if (machine.isOn()) {
            return;
        }
        machine.powerOn();
        CompletableFuture<?> unused = machine.booted().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.log(Level.SEVERE, failure, () -> machine.name() + " did not boot");
            }
        });
    }

    private Member make(int index) throws IOException {
        MachineKeys keys = new MachineKeys(files);
        String name = plan.clusterName().node(index);
        Node node = new Node(
                name,
                index,
                addresses.management(index),
                addresses.data(index),
                addresses.sshPort(index),
                List.of(keys.publicHostKey(name)),
                addresses.servicePorts(index),
                null);
        NodeSettings settings = new NodeSettings(
                name,
                index,
                node.data(),
                Loopback.socket(node.management(), node.sshPort()),
                plan.cpuCores(),
                plan.memoryMb(),
                plan.bootTime(),
                new TimeScale(plan.timeScale()),
                keys.hostKey(name),
                SimulatedNode.USER,
                List.of(keys.authorizedKey()),
                BootTask.MARKER,
                files.disk(name));
        return new Member(node, new SimulatedNode(settings, network, bus, clock, programs));
    }

    private record Member(Node node, SimulatedNode machine) {}

    /** All machines that the cluster has or may get. */
    private final class Network implements ClusterNetwork {
        @Override
        public Optional<String> find(String nameOrAddress) {
            for (int index = 1; index <= ClusterSpec.MAX_NODES; index++) {
                String address = addresses.data(index);
                if (address.equals(nameOrAddress)
                        || plan.clusterName().node(index).equals(nameOrAddress)) {
                    return Optional.of(address);
                }
            }
            return Optional.empty();
        }

        @Override
        public InetSocketAddress socket(String address, int port) {
            return addresses.socket(address, port);
        }

        @Override
        public InetSocketAddress anyPort(String address) {
            return addresses.anyPort(address);
        }

        @Override
        public AutoCloseable open(String address, int port) {
            return addresses.open(address, port);
        }
    }
}
