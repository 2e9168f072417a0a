package dev.hivecluster.simulator;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.control.ControlClient;
import dev.hivecluster.simulator.control.ControlException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The simulator's process of one cluster, as the deployer sees it from outside. */
final class SimulatorProcess {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);
    private static final int TAIL_BYTES = 4_000;

    private final SimulatorFiles files;
    private final String recordId;

    SimulatorProcess(SimulatorFiles files, String recordId) {
        this.files = files;
        this.recordId = recordId;
    }

    /** Whether it runs, in whichever state. */
    boolean runs() {
        return !SimulatorProcesses.of(recordId).isEmpty();
    }

    /** Its process ids; more than one only if something went wrong. */
    List<Long> pids() {
        return SimulatorProcesses.of(recordId).stream().map(ProcessHandle::pid).toList();
    }

    /** Its control channel, if it runs and has come so far. */
    Optional<ControlClient> control() {
        if (!Files.exists(files.state()) || !runs()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(files.state(), SimulatorState.class))
                    .filter(state -> state.recordId().equals(recordId))
                    .map(state -> new ControlClient(state.control(), state.token()));
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /** Starts it; returns its control channel once it is ready. There must be none. */
    ControlClient start(SimulatorLauncher launcher, Activity activity) throws DeployException, InterruptedException {
        if (!launcher.detaches()) {
            activity.warning(
                    "this host has neither setsid nor perl, so a Ctrl-C in the terminal also ends the simulator;"
                            + " install one of them to keep clusters");
        }
        try {
            long logged = Files.exists(files.log()) ? Files.size(files.log()) : 0;
            Process started = launcher.start(files, recordId);
            return Await.that(
                            activity,
                            "the simulator of cluster " + files.directory().name() + " is ready",
                            START_WITHIN)
                    .atLeastEvery(LOOK_EVERY)
                    .until(() -> {
                        boolean alive = started.isAlive();
                        Optional<ControlClient> control = control();
                        if (control.isPresent()) {
                            return Observation.found(control.get());
                        }
                        if (!alive) {
                            throw new DeployException(
                                    "the simulator of cluster %s ended with status %d before it was ready; %s says:\n%s"
                                            .formatted(
                                                    files.directory().name(),
                                                    started.exitValue(),
                                                    files.log(),
                                                    tail(logged)));
                        }
                        return Observation.notYet(
                                "process %d runs, but has not written %s".formatted(started.pid(), files.state()));
                    });
        } catch (AwaitTimeoutException e) {
            throw new DeployException("%s; see %s".formatted(e.getMessage(), files.log()), e);
        } catch (IOException e) {
            throw new DeployException("the simulator cannot be started: " + e, e);
        }
    }

    /** Ends it, whatever its state: it is asked to, then gets one signal, then is killed. On nothing this succeeds. */
    void stop(Activity activity) throws DeployException, InterruptedException {
        if (!runs()) {
            return;
        }
        Optional<ControlClient> control = control();
        if (control.isPresent()) {
            try {
                control.get().shutdown();
                if (endsWithin(END_WITHIN, activity)) {
                    return;
                }
            } catch (ControlException e) {
                activity.progress(e.getMessage() + "; it is ended by a signal");
            }
        }
        SimulatorProcesses.of(recordId).forEach(ProcessHandle::destroy);
        if (endsWithin(END_WITHIN, activity)) {
            return;
        }
        activity.warning("the simulator, process %s, did not end when it was told to; it is killed".formatted(pids()));
        SimulatorProcesses.of(recordId).forEach(ProcessHandle::destroyForcibly);
        if (!endsWithin(END_WITHIN, activity)) {
            throw new DeployException("the simulator, process %s, cannot be ended; end it with: kill -9 %s"
                    .formatted(
                            pids(),
                            String.join(
                                    " ", pids().stream().map(String::valueOf).toList())));
        }
    }

    private boolean endsWithin(Duration limit, Activity activity) throws InterruptedException {
        List<ProcessHandle> left = SimulatorProcesses.of(recordId);
        try {
            Await.that(activity, "the simulator of cluster " + files.directory().name() + " ends", limit)
                    .atLeastEvery(LOOK_EVERY)
                    .until(() -> left.stream().noneMatch(process -> SimulatorProcesses.simulates(process, recordId))
                            ? Observation.found(true)
                            : Observation.notYet("process %s runs".formatted(pids())));
            return !runs();
        } catch (AwaitTimeoutException e) {
            activity.progress(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** The end of what the process wrote, from the given place on. */
    private String tail(long from) {
        try (RandomAccessFile log = new RandomAccessFile(files.log().toFile(), "r")) {
            log.seek(Math.max(from, log.length() - TAIL_BYTES));
            byte[] bytes = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(it cannot be read: %s)".formatted(e);
        }
    }
}
