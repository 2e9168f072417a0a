package dev.hivecluster.simulator;

import dev.hivecluster.model.Node;
import dev.hivecluster.simulator.control.MachineStatus;
import dev.hivecluster.simulator.control.PowerAction;
import dev.hivecluster.simulator.control.SimulatorPlan;
import dev.hivecluster.simulator.control.SimulatorStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The machines of one cluster. */
final class SimulatedCluster implements AutoCloseable {
    private final SimulatorPlan plan;
    private final Addresses addresses;
    private final SimulatorFiles files;
    private final MachineFactory factory;
    private final List<Member> members = new ArrayList<>();

    /**
     * A cluster that has no machines yet.
     *
     * @param addresses where its machines will be; given up when the cluster ends
     * @param files where their host keys lie
     */
    SimulatedCluster(SimulatorPlan plan, Addresses addresses, SimulatorFiles files, MachineFactory factory) {
        this.plan = plan;
        this.addresses = addresses;
        this.files = files;
        this.factory = factory;
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
            Node node = node(members.size() + 1);
            SimulatedMachine machine = factory.make(plan, node);
            try {
                machine.powerOn();
            } catch (IOException e) {
                machine.close();
                throw e;
            }
            members.add(new Member(node, machine));
        }
    }

    /**
     * Switches a machine; returns once it is so.
     *
     * @throws IllegalArgumentException if there is no such machine
     */
    synchronized void power(String name, PowerAction action) throws IOException {
        SimulatedMachine machine = members.stream()
                .filter(member -> member.node().name().equals(name))
                .map(Member::machine)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "cluster %s has no machine %s".formatted(plan.clusterName(), name)));
        switch (action) {
            case OFF -> machine.powerOff();
            case ON -> machine.powerOn();
            case RESET -> {
                machine.powerOff();
                machine.powerOn();
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
        members.parallelStream().forEach(member -> member.machine().close());
        addresses.close();
    }

    private Node node(int index) throws IOException {
        String name = plan.clusterName().node(index);
        String hostKey = Files.readString(files.publicHostKey(name)).strip();
        return new Node(
                name,
                index,
                addresses.management(index),
                addresses.data(index),
                addresses.sshPort(index),
                List.of(hostKey),
                addresses.servicePorts(index),
                null);
    }

    private record Member(Node node, SimulatedMachine machine) {}
}
