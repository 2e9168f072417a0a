package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.compute.ComputeHost;
import dev.hivecluster.simulator.compute.HiveErrors;
import dev.hivecluster.simulator.compute.NodeCapacity;
import dev.hivecluster.simulator.compute.Platform;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The cluster by way of a gateway's NATS server. */
final class ClusterPlatform implements Platform {
    /** How long Hive waits for the nodes that do not answer (hive contract, section 9). */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How long Hive waits for a daemon's answer to a request (recordings 043 and 046 of three nodes). */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    /** How long Hive always takes to gather what all nodes say (hive contract, section 9). */
    private static final Duration GATHERING = Duration.ofMillis(500);

    /** How long a node is missed that has gone. */
    private static final Duration NOTICED = Duration.ofSeconds(15);

    private final ServiceContext context;

    ClusterPlatform(ServiceContext context) {
        this.context = context;
    }

    @Override
    public String region() {
        return context.config().self().region();
    }

    @Override
    public String availabilityZone() {
        return context.config().self().availabilityZone();
    }

    @Override
    public Clock clock() {
        return context.host().clock();
    }

    @Override
    public List<NodeCapacity> capacities() {
        List<ComputeHost> hosts = hosts();
        if (hosts.size() < context.config().nodes().size()) {
            waitInVain(PATIENCE);
        }
        return hosts.stream().map(ComputeHost::capacity).toList();
    }

    @Override
    public List<ComputeHost> hosts() {
        return context.bus().reachable(context.nats()).stream()
                .map(Subscriber::instances)
                .toList();
    }

    /** As always; longer for a while after a node was lost (recordings 041 and 071 of three nodes). */
    @Override
    public List<ComputeHost> gather() {
        List<ComputeHost> hosts = hosts();
        boolean missed = hosts.size() < context.config().nodes().size()
                && context.bus()
                        .hasLost(
                                context.everywhere("nats", ServiceContext.NATS),
                                context.host().timeScale().scaled(NOTICED));
        waitInVain(missed ? GATHERING.plus(PATIENCE) : GATHERING);
        return hosts;
    }

    /**
     * Any daemon may be asked in a real Hive. It matters in a cluster of two, whose nodes store apart: here the gateway's
     * own node comes first, so that what one gateway has been told it also knows.
     */
    @Override
    public ObjectStore objects() {
        List<Subscriber> daemons = context.bus().reachable(context.nats());
        return daemons.stream()
                .filter(daemon -> daemon.nats().equals(context.nats()))
                .findFirst()
                .or(() -> daemons.stream().findFirst())
                .orElseThrow(() -> HiveErrors.error("InternalError"))
                .objects()
                .orElseThrow(() -> HiveErrors.error("ServerInternal"));
    }

    @Override
    public ObjectStore wholeStorage() {
        ObjectStore objects = objects();
        if (!context.bus().storage().isWhole(context.storageGroup())) {
            waitInVain(REQUEST_LIMIT);
            throw HiveErrors.error("InternalError");
        }
        return objects;
    }

    @Override
    public ObjectStore keyValues() {
        if (context.bus().reachable(context.nats()).isEmpty()) {
            throw HiveErrors.error("InternalError");
        }
        return context.bus().keyValues(context.config().accountId());
    }

    @Override
    public String accessKeyId() {
        return context.config().credentials().accessKeyId();
    }

    private void waitInVain(Duration real) {
        try {
            TimeUnit.NANOSECONDS.sleep(context.host().timeScale().scaled(real).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HiveErrors.error("InternalError");
        }
    }
}
