package dev.hivecluster.simulator;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.control.ControlServer;
import dev.hivecluster.simulator.control.ControlTarget;
import dev.hivecluster.simulator.control.PowerAction;
import dev.hivecluster.simulator.control.SimulatorPlan;
import dev.hivecluster.simulator.control.SimulatorStatus;
import dev.hivecluster.simulator.loopback.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;

/** A cluster together with what steers it and what ends it. */
final class SimulatorService {
    private static final Logger LOG = Logger.getLogger(SimulatorService.class.getName());

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** The deployer writes the plan while this process starts. */
    private static final Duration PLAN_EVERY = Duration.ofMillis(5);

    private static final int TOKEN_BYTES = 32;

    private final SimulatorFiles files;
    private final String recordId;
    private final Clock clock;
    private final OwnerWatch watch;
    private final CountDownLatch ending = new CountDownLatch(1);

    /**
     * @param recordId the record of the cluster that is to be simulated
     */
    SimulatorService(SimulatorFiles files, String recordId, Clock clock) {
        this.files = files;
        this.recordId = recordId;
        this.clock = clock;
        this.watch = new OwnerWatch(files.directory(), recordId, clock);
    }

    /**
     * Waits for the plan, starts the cluster, says where its control channel is, and returns when the cluster has ended.
     *
     * @throws IOException if it cannot be started
     */
    void run() throws IOException, InterruptedException {
        LOG.info(
                "This is a test double, not Hive: simulated nodes of the cluster with the record %s, on loopback addresses only."
                        .formatted(recordId));
        Optional<String> notNeeded = until(() -> Files.exists(files.plan()), PLAN_EVERY);
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
        String token = newToken();
        SimulatedCluster cluster = new SimulatedCluster(plan, addresses, files, clock);
        // The cluster ends first: whoever asked for that gets an answer.
        try (ControlServer control = ControlServer.start(new Steering(cluster), token, clock);
                cluster) {
            cluster.grow(plan.nodes());
            announce(control, token);
            return until(() -> false, LOOK_EVERY);
        }
    }

    /** Begins the end, if it has not begun. */
    void shutdown() {
        ending.countDown();
    }

    /** Returns when that holds, or this is to end: with the reason, if that is because nobody needs it. */
    private Optional<String> until(BooleanSupplier holds, Duration pause) throws InterruptedException {
        long nextLook = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - nextLook >= 0) {
                Optional<String> reason = watch.reasonToEnd();
                if (reason.isPresent()) {
                    LOG.info("nobody needs this cluster any more: " + reason.get());
                    return reason;
                }
                nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
            }
            if (ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("told to end");
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void announce(ControlServer control, String token) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        AtomicFiles.writePrivate(
                files.state(),
                Json.write(new SimulatorState(
                        recordId,
                        self.pid(),
                        self.info().startInstant().orElse(clock.instant()),
                        control.address(),
                        token)));
        LOG.info("ready; it is controlled at " + control.address());
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
