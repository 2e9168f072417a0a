package dev.hivecluster.simulator;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.control.ControlServer;
import dev.hivecluster.simulator.control.ControlTarget;
import dev.hivecluster.simulator.control.PowerAction;
import dev.hivecluster.simulator.control.SimulatorPlan;
import dev.hivecluster.simulator.control.SimulatorStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A cluster together with what steers it and what ends it. */
final class SimulatorService {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int TOKEN_BYTES = 32;

    private final SimulatorFiles files;
    private final Clock clock;
    private final PrintStream log;
    private final CountDownLatch ending = new CountDownLatch(1);

    SimulatorService(SimulatorFiles files, Clock clock, PrintStream log) {
        this.files = files;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Starts the cluster, says where its control channel is, and returns when the cluster has ended.
     *
     * @throws IOException if it cannot be started
     */
    void run() throws IOException, InterruptedException {
        SimulatorPlan plan = Json.read(files.plan(), SimulatorPlan.class);
        log("This is a test double, not Hive: %d simulated nodes of cluster %s (record %s), on loopback addresses only."
                .formatted(plan.nodes(), plan.clusterName(), plan.recordId()));
        Addresses addresses = new AddressClaim(plan.recordId(), Loopback::listen).claim(plan.mapped());
        if (!addresses.note().isEmpty()) {
            log(addresses.note());
        }
        String token = newToken();
        Optional<String> notNeeded;
        SimulatedCluster cluster = new SimulatedCluster(plan, addresses, files, clock, this::log);
        // The cluster ends first: whoever asked for that gets an answer.
        try (ControlServer control = ControlServer.start(new Steering(cluster), token, clock);
                cluster) {
            cluster.grow(plan.nodes());
            announce(plan, control, token);
            notNeeded = untilEnd(new OwnerWatch(files.directory(), plan.recordId(), clock));
        }
        if (notNeeded.isPresent() && !files.belongToAnother(plan.recordId())) {
            files.deleteAccess();
        }
        log("ended");
    }

    /** Begins the end, if it has not begun. */
    void shutdown() {
        ending.countDown();
    }

    void log(String message) {
        log.println(clock.instant() + " " + message);
        log.flush();
    }

    /** Returns when the cluster is to end: with the reason, if that is because nobody needs it. */
    private Optional<String> untilEnd(OwnerWatch watch) throws InterruptedException {
        while (!ending.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            Optional<String> reason = watch.reasonToEnd();
            if (reason.isPresent()) {
                log("nobody needs this cluster any more: " + reason.get());
                return reason;
            }
        }
        log("told to end");
        return Optional.empty();
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void announce(SimulatorPlan plan, ControlServer control, String token) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        AtomicFiles.writePrivate(
                files.state(),
                Json.write(new SimulatorState(
                        plan.recordId(),
                        self.pid(),
                        self.info().startInstant().orElse(clock.instant()),
                        control.address(),
                        token)));
        log("ready; it is controlled at " + control.address());
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
            log("power %s: %s".formatted(action, machine));
        }

        @Override
        public void grow(int nodes) throws IOException {
            cluster.grow(nodes);
            log("%d nodes now".formatted(nodes));
        }

        @Override
        public void shutdown() {
            SimulatorService.this.shutdown();
        }
    }
}
