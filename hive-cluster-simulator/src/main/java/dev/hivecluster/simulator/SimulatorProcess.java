package dev.hivecluster.simulator;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.WriteException;
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

/** A background process of one cluster, such as the simulator, as those see it who started it. */
final class SimulatorProcess {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);
    private static final int TAIL_BYTES = 4_000;

    private final BackgroundFiles files;
    private final String recordId;

    SimulatorProcess(BackgroundFiles files, String recordId) {
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

    /** Launches it, and returns at once: it starts while its plan is made. There must be none. */
    Launched launch(SimulatorLauncher launcher, Activity activity) throws IOException {
        if (!launcher.detaches()) {
            activity.warning(
                    "this host has neither setsid nor perl, so a Ctrl-C in the terminal also ends the %s; install one of them to keep clusters"
                            .formatted(files.noun()));
        }
        long logged = Files.exists(files.log()) ? Files.size(files.log()) : 0;
        return new Launched(launcher.start(files, recordId), logged);
    }

    /** Returns its control channel once it is ready. */
    ControlClient awaitReady(Launched launched, Activity activity) throws DeployException, InterruptedException {
        Process process = launched.process();
        try {
            return Await.that(activity, files + " is ready", START_WITHIN)
                    .atLeastEvery(LOOK_EVERY)
                    .until(() -> {
                        boolean alive = process.isAlive();
                        Optional<ControlClient> control = control();
                        if (control.isPresent()) {
                            return Observation.found(control.get());
                        }
                        if (!alive) {
                            requireRoom();
                            throw new DeployException("%s ended with status %d before it was ready; %s says:\n%s"
                                    .formatted(files, process.exitValue(), files.log(), tail(launched.logged())));
                        }
                        return Observation.notYet(
                                "process %d runs, but has not written %s".formatted(process.pid(), files.state()));
                    });
        } catch (AwaitTimeoutException e) {
            throw new DeployException("%s; see %s".formatted(e.getMessage(), files.log()), e);
        }
    }

    /** On a full disk the process may not even have been able to say so in its log. */
    private void requireRoom() throws DeployException {
        try {
            files.requireRoom();
        } catch (IOException e) {
            throw new DeployException("%s ended before it was ready: %s".formatted(files, WriteException.words(e)), e);
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
        activity.warning(
                "the %s, process %s, did not end when it was told to; it is killed".formatted(files.noun(), pids()));
        SimulatorProcesses.of(recordId).forEach(ProcessHandle::destroyForcibly);
        if (!endsWithin(END_WITHIN, activity)) {
            throw new DeployException("the %s, process %s, cannot be ended; end it with: kill -9 %s"
                    .formatted(
                            files.noun(),
                            pids(),
                            String.join(
                                    " ", pids().stream().map(String::valueOf).toList())));
        }
    }

    private boolean endsWithin(Duration limit, Activity activity) throws InterruptedException {
        List<ProcessHandle> left = SimulatorProcesses.of(recordId);
        try {
            Await.that(activity, files + " ends", limit)
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

    /**
     * A process that starts.
     *
     * @param logged how long its log was before, in bytes
     */
    record Launched(Process process, long logged) {}
}
