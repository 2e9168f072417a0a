package dev.hivecluster.configure;

import dev.hivecluster.model.PosixQuoting;
import dev.hivecluster.remote.Command;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service of Hive on one node (hive contract, section 2.6).
 *
 * @param name as in {@code hive service <name> start}
 * @param binary Hive's program
 * @param environment the variables that it is started with; no secrets
 * @param directory where its pid and its log lie
 * @param listener what must answer before the next service starts
 */
record HiveService(String name, String binary, Map<String, String> environment, String directory, Listener listener) {
    private static final Pattern RUNNING = Pattern.compile("\\S*hive service (\\S+) start");

    HiveService {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    String pidFile() {
        return directory + "/" + name + ".pid";
    }

    String logFile() {
        return directory + "/" + name + ".log";
    }

    /**
     * Starts it in the background, and writes its pid to its pid file and to stdout. In a session of its own, without the terminal's and the channel's
     * streams, so that it neither ends with the SSH session nor keeps it open; its log is appended to, since Hive's NATS
     * writes to the same file.
     */
    Command start() {
        String script = "setsid nohup %s >> %s 2>&1 < /dev/null & echo $! > %s; cat %s"
                .formatted(
                        PosixQuoting.quote(List.of(binary, "service", name, "start")),
                        PosixQuoting.quote(logFile()),
                        PosixQuoting.quote(pidFile()),
                        PosixQuoting.quote(pidFile()));
        Command command = Command.of("sh", "-c", script);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        return command;
    }

    /** The name of the service that a process with these arguments is, if it is one. */
    static Optional<String> serviceOf(String arguments) {
        Matcher service = RUNNING.matcher(arguments);
        return service.matches() ? Optional.of(service.group(1)) : Optional.empty();
    }

    /** What of a service must answer before the next one starts. */
    enum Listener {
        NONE,
        NATS,
        STORAGE
    }
}
