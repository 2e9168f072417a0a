package dev.hivecluster.simulator;

import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.control.ControlTarget;
import dev.hivecluster.simulator.control.PowerAction;
import dev.hivecluster.simulator.control.SimulatorPlan;
import dev.hivecluster.simulator.control.SimulatorStatus;
import dev.hivecluster.simulator.loopback.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;

/** A cluster together with what steers it and what ends it. */
final class SimulatorService implements BackgroundMain.Work {
    private static final Logger LOG = Logger.getLogger(SimulatorService.class.getName());

    /** The deployer writes the plan while this process starts. */
    private static final Duration PLAN_EVERY = Duration.ofMillis(5);

    private final SimulatorFiles files;
    private final String recordId;
    private final Clock clock;
    private final BackgroundService background;

    /**
     * @param recordId the record of the cluster that is to be simulated
     */
    SimulatorService(SimulatorFiles files, String recordId, Clock clock) {
        this.files = files;
        this.recordId = recordId;
        this.clock = clock;
        this.background = new BackgroundService(files.process(), recordId, clock);
    }

    /**
     * Waits for the plan, starts the cluster, says where its control channel is, and returns when the cluster has ended.
     *
     * @throws IOException if it cannot be started
     */
    @Override
    public void run() throws IOException, InterruptedException {
        LOG.info(
                "This is a test double, not Hive: simulated nodes of the cluster with the record %s, on loopback addresses only."
                        .formatted(recordId));
        Optional<String> notNeeded = background.until(() -> Files.exists(files.plan()), PLAN_EVERY);
        if (notNeeded.isEmpty() && Files.exists(files.plan())) {
            notNeeded = simulate(Json.read(files.plan(), SimulatorPlan.class));
        }
        if (notNeeded.isPresent() && !files.belongToAnother(recordId)) {
            files.deleteAccess();
        }
        LOG.info("ended");
    }

    private Optional<String> simulate(SimulatorPlan plan) throws IOException, InterruptedException {
        Addresses addresses = new AddressClaim(recordId, Loopback::listen).claim(plan.mapped());
        if (!addresses.note().isEmpty()) {
            LOG.info(addresses.note());
        }
        SimulatedCluster cluster = new SimulatedCluster(plan, addresses, files, clock);
        return background.serve(cluster::close, new Steering(cluster), () -> cluster.grow(plan.nodes()));
    }

    @Override
    public void shutdown() {
        background.shutdown();
    }

    /** What the control channel does. */
    private final class Steering implements ControlTarget {
        private final SimulatedCluster cluster;

        private Steering(SimulatedCluster cluster) {
            this.cluster = cluster;
        }

        @Override
        public SimulatorStatus status() {
            return cluster.status();
        }

        @Override
        public void power(String machine, PowerAction action) throws IOException {
            cluster.power(machine, action);
            LOG.info("power %s: %s".formatted(action, machine));
        }

        @Override
        public void grow(int nodes) throws IOException {
            cluster.grow(nodes);
            LOG.info("%d nodes now".formatted(nodes));
        }

        @Override
        public void shutdown() {
            SimulatorService.this.shutdown();
        }
    }
}
