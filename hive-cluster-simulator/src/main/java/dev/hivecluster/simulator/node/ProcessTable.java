package dev.hivecluster.simulator.node;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The processes of a machine, from one boot to the next loss of power. */
public final class ProcessTable implements AutoCloseable {
    /** The pid of init, which is the parent of the orphaned. */
    public static final int INIT = 1;

    private static final Logger LOG = Logger.getLogger(ProcessTable.class.getName());
    /** The machine's own processes have the pids up to this one. */
    static final int SYSTEM = 512;

    private static final long END_SECONDS = 10;

    private final Host host;
    private final FileTree files;
    private final Programs programs;
    private final ProcessFiles processFiles;
    private final Instant booted;
    private final Map<Integer, SimulatedProcess> byPid = new TreeMap<>();
    private int lastPid;
    private boolean closed;

    /**
     * @param lastPid the last pid that is not given to a new process
     * @param booted when the machine began to boot
     */
    ProcessTable(Host host, FileTree files, Programs programs, int lastPid, Instant booted) {
        this.host = host;
        this.lastPid = lastPid;
        this.files = files;
        this.programs = programs;
        this.processFiles = new ProcessFiles(files);
        this.booted = booted;
    }

    /** The real place of what a path names, all symbolic links followed; {@code /proc} is up to date. */
    Path file(String absolute) {
        Path file = files.resolve(absolute);
        if (file.startsWith(processFiles.directory())) {
            processFiles.update(all(), host, booted);
        }
        return file;
    }

    FileTree files() {
        return files;
    }

    /** What is installed on the machine. */
    public Programs programs() {
        return programs;
    }

    /** When the machine began to boot. */
    public Instant booted() {
        return booted;
    }

    Host host() {
        return host;
    }

    /**
     * Starts a process.
     *
     * @param parent the process that starts it; none for init
     * @param foreground false for one that was started with {@code &}
     * @throws IllegalStateException if the machine is off
     */
    public SimulatedProcess start(
            Program program, ProcessStart start, @Nullable SimulatedProcess parent, boolean foreground) {
        return begin(0, program, start, parent, foreground, false);
    }

    /**
     * Shows a process that does its work elsewhere, until what is returned is closed.
     *
     * @param killed called when a signal ends it
     */
    AutoCloseable show(List<String> arguments, Runnable killed) {
        SimulatedProcess process = begin(
                0,
                ignored -> 0,
                new ProcessStart(
                        arguments, Map.of(), "/", Descriptor.nothing(), Descriptor.nothing(), Descriptor.nothing()),
                null,
                false,
                true);
        AutoCloseable end = killed::run;
        process.own(end);
        return () -> {
            process.disown(end);
            process.end();
        };
    }

    /** Starts a process again that ran before the machine lost its power, with the pid that its files name. */
    void restart(int pid, Program program, ProcessStart start) {
        begin(pid, program, start, null, false, false);
    }

    /** @param wanted the pid; 0 for a new one */
    private SimulatedProcess begin(
            int wanted,
            Program program,
            ProcessStart start,
            @Nullable SimulatedProcess parent,
            boolean foreground,
            boolean shownOnly) {
        SimulatedProcess process;
        synchronized (byPid) {
            if (closed) {
                start.stdin().release();
                start.stdout().release();
                start.stderr().release();
                throw new IllegalStateException(host.name() + " is off");
            }
            lastPid = Math.max(lastPid + (wanted == 0 ? 1 : 0), wanted);
            int pid = wanted == 0 ? lastPid : wanted;
            process = new SimulatedProcess(
                    this, pid, parent, program, start, host.clock().instant(), foreground, shownOnly);
            byPid.put(pid, process);
        }
        process.begin();
        return process;
    }

    /** The last pid that was given. */
    int lastPid() {
        synchronized (byPid) {
            return lastPid;
        }
    }

    /** The process of that pid, if it runs. */
    public Optional<SimulatedProcess> find(int pid) {
        synchronized (byPid) {
            return Optional.ofNullable(byPid.get(pid));
        }
    }

    /** All that run, by pid. */
    public List<SimulatedProcess> all() {
        synchronized (byPid) {
            return List.copyOf(byPid.values());
        }
    }

    /** Sends a signal to each process of a session, as a terminal or an SSH server does. */
    void signal(int session, Signal signal) {
        for (SimulatedProcess process : all()) {
            if (process.session() == session) {
                process.signal(signal);
            }
        }
    }

    /** Interrupts what a session's terminal has in front; tells whether there was anything but the session's leader. */
    boolean interrupt(int session) {
        List<SimulatedProcess> front = all().stream()
                .filter(process -> process.session() == session && process.isForeground())
                .toList();
        front.forEach(process -> process.signal(Signal.INT));
        return front.stream().anyMatch(process -> process.pid() != session);
    }

    /**
     * Ends what a session that was hung up leaves: its processes in the foreground, and those in the background that still
     * have the session's own streams. Who ignores {@link Signal#HUP} or leads a session of its own goes on.
     */
    void hangUp(int session, Collection<Descriptor> streams) {
        for (SimulatedProcess process : all()) {
            if (process.session() == session
                    && (process.isForeground() || streams.stream().anyMatch(process::holds))) {
                process.signal(Signal.HUP);
            }
        }
    }

    void remove(SimulatedProcess process) {
        synchronized (byPid) {
            byPid.remove(process.pid());
        }
    }

    void failed(SimulatedProcess process, RuntimeException error) {
        LOG.log(
                Level.SEVERE,
                error,
                () -> "%s: %s failed".formatted(host.name(), String.join(" ", process.arguments())));
    }

    void failedToClose(SimulatedProcess process, AutoCloseable resource, Exception error) {
        LOG.log(
                Level.WARNING,
                error,
                () -> "%s: %s of process %d did not close".formatted(host.name(), resource, process.pid()));
    }

    /**
     * Kills all processes, and returns when they are gone; none can be started any more.
     *
     * @throws IllegalStateException if one does not end
     */
    @Override
    public void close() {
        synchronized (byPid) {
            closed = true;
        }
        List<SimulatedProcess> left = new ArrayList<>(all());
        left.forEach(process -> process.signal(Signal.KILL));
        boolean interrupted = false;
        for (SimulatedProcess process : left) {
            try {
                process.thread().join(TimeUnit.SECONDS.toMillis(END_SECONDS));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (process.thread().isAlive() && !interrupted) {
                throw new IllegalStateException("%s: process %d (%s) did not end within %d s"
                        .formatted(host.name(), process.pid(), String.join(" ", process.arguments()), END_SECONDS));
            }
        }
        processFiles.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
