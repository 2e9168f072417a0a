package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.node.Host;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The services that run on the machines of one simulator: what a daemon finds by its machine's PID files. */
final class RunningServices {
    private final Set<ServiceProcess> processes = ConcurrentHashMap.newKeySet();

    void add(ServiceProcess process) {
        processes.add(process);
    }

    void remove(ServiceProcess process) {
        processes.remove(process);
    }

    /** How many services of a machine are clients of its NATS server. */
    int natsClients(Host host) {
        return (int) processes.stream()
                .filter(process -> process.runsOn(host))
                .filter(process -> Set.of("viperblock", "hive", "awsgw").contains(process.name()))
                .count();
    }

    /**
     * Ends a service of a machine.
     *
     * @return whether it ran
     */
    boolean stop(Host host, String service) {
        boolean ran = false;
        for (ServiceProcess process : processes) {
            if (process.runsOn(host) && process.name().equals(service)) {
                process.close();
                ran = true;
            }
        }
        return ran;
    }
}
