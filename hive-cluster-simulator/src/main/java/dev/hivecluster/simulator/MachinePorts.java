package dev.hivecluster.simulator;

import dev.hivecluster.model.ServicePorts;
import java.util.List;

/** The ports that a machine with Hive uses (hive contract, section 2.6). */
final class MachinePorts {
    /** The SSH server's; a port below 1024 is not for everybody. */
    static final int SSH = 2222;

    private static final int NATS_CLIENT = 4222;
    private static final int NATS_CLUSTER = 4248;
    private static final int UI = 3000;

    /** Those of Hive's services. */
    static final List<Integer> SERVICES = List.of(
            ServicePorts.HIVE.daemon(),
            NATS_CLIENT,
            NATS_CLUSTER,
            ServicePorts.HIVE.natsMonitor(),
            ServicePorts.HIVE.storage(),
            ServicePorts.HIVE.gateway(),
            UI);

    private MachinePorts() {}
}
