package dev.hivecluster.simulator;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.control.ControlServer;
import dev.hivecluster.simulator.control.ControlTarget;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;

/** What a background process is steered by, and what ends it. */
final class BackgroundService {
    private static final Logger LOG = Logger.getLogger(BackgroundService.class.getName());

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int TOKEN_BYTES = 32;

    private final BackgroundFiles files;
    private final String recordId;
    private final Clock clock;
    private final OwnerWatch watch;
    private final CountDownLatch ending = new CountDownLatch(1);

    /** @param recordId the record of the cluster that the process is for */
    BackgroundService(BackgroundFiles files, String recordId, Clock clock) {
        this.files = files;
        this.recordId = recordId;
        this.clock = clock;
        this.watch = new OwnerWatch(files.directory(), recordId, clock);
    }

    /** Begins the end, if it has not begun. */
    void shutdown() {
        ending.countDown();
    }

    /**
     * Opens the control channel, says where it is, and returns when this is to end: with the reason, if that is because
     * nobody needs it. What is served is closed then.
     *
     * @param beginning what comes before the process can be reached
     */
    Optional<String> serve(Served served, ControlTarget target, Beginning beginning)
            throws IOException, InterruptedException {
        String token = newToken();
        // The served ends first: whoever asked for that gets an answer.
        try (ControlServer control = ControlServer.start(target, token, clock);
                served) {
            beginning.run();
            announce(control, token);
            return until(() -> false, LOOK_EVERY);
        }
    }

    /** Returns when that holds, or this is to end: with the reason, if that is because nobody needs it. */
    Optional<String> until(BooleanSupplier holds, Duration pause) throws InterruptedException {
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

    /** What a process is for. */
    @FunctionalInterface
    interface Served extends AutoCloseable {
        @Override
        void close();
    }

    /** What comes before a process can be reached. */
    @FunctionalInterface
    interface Beginning {
        void run() throws IOException;
    }
}
