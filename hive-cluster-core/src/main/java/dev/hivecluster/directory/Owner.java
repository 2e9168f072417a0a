package dev.hivecluster.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that is responsible for a cluster.
 *
 * @param host the host that it runs on
 * @param pid its process id there
 * @param startedAt when the process started, since process ids come again
 * @param session the Maven session or test run within it
 */
public record Owner(String host, long pid, Instant startedAt, String session) {
    /** The clock may have been set between two readings of one process's start time. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    private static final Instant UNKNOWN_START = Instant.EPOCH;

    /** This process, on behalf of a session. */
    public static Owner current(String session) {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(hostName(), self.pid(), self.info().startInstant().orElse(UNKNOWN_START), session);
    }

    /** Whether it can be asked from here whether the process still runs. */
    @JsonIgnore
    public boolean isOnThisHost() {
        return host.equals(hostName());
    }

    /** Whether the process still runs. One on another host cannot be asked and is taken as alive. */
    @JsonIgnore
    public boolean isAlive() {
        if (!isOnThisHost()) {
            return true;
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !waitsToBeReaped(process.pid()))
                .filter(process ->
                        isSameStart(startedAt, process.info().startInstant().orElse(UNKNOWN_START)))
                .isPresent();
    }

    /**
     * Whether a process has ended and only its entry is left: in a container whose first process reaps nobody, for as long
     * as the container runs.
     */
    private static boolean waitsToBeReaped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // pid (command) state; the command may hold parentheses itself.
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException notLinuxOrGone) {
            return false;
        }
    }

    /** Whether it is this process or a living one that started it, directly or through others. */
    public boolean hasStartedThisProcess() {
        if (!isAlive() || !isOnThisHost()) {
            return false;
        }
        for (Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
                process.isPresent();
                process = process.get().parent()) {
            if (process.get().pid() == pid) {
                return true;
            }
        }
        return false;
    }

    /** Whether both are the same process, in whichever session. */
    public boolean isSameProcess(Owner other) {
        return host.equals(other.host) && pid == other.pid && isSameStart(startedAt, other.startedAt);
    }

    /** A start that cannot be read says nothing against it: a living owner's cluster must not be destroyed. */
    private static boolean isSameStart(Instant one, Instant other) {
        return one.equals(UNKNOWN_START)
                || other.equals(UNKNOWN_START)
                || Duration.between(one, other).abs().compareTo(START_TOLERANCE) <= 0;
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }

    @Override
    public String toString() {
        return "process %d on %s".formatted(pid, host);
    }
}
