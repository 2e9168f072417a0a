package dev.hivecluster.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

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

    /** This process, on behalf of a session. */
    public static Owner current(String session) {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(hostName(), self.pid(), self.info().startInstant().orElse(Instant.EPOCH), session);
    }

    /** Whether the process still runs. One on another host cannot be asked and is taken as alive. */
    public boolean isAlive() {
        if (!host.equals(hostName())) {
            return true;
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .filter(start -> Duration.between(start, startedAt).abs().compareTo(START_TOLERANCE) <= 0)
                .isPresent();
    }

    /** Whether both are the same process, in whichever session. */
    public boolean isSameProcess(Owner other) {
        return host.equals(other.host)
                && pid == other.pid
                && Duration.between(startedAt, other.startedAt).abs().compareTo(START_TOLERANCE) <= 0;
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
