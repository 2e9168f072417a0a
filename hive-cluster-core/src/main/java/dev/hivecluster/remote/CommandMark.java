package dev.hivecluster.remote;

import java.util.Map;
import java.util.UUID;

/**
 * A variable in the environment of a command and of all that it starts, by which they are found again. OpenSSH signals no
 * command of root's, neither where root logs in nor through sudo; and Debian's servers let {@code LC_*} through.
 *
 * @param value unique
 */
record CommandMark(String value) {
    private static final String VARIABLE = "LC_HIVE_COMMAND";

    /** Looks again, since what is being killed may still start something; ends in any case. */
    private static final String KILL = """
            for round in 1 2 3 4 5; do
              pids=$(grep -ls "$1" /proc/[0-9]*/environ | cut -d / -f 3)
              test -n "$pids" || exit 0
              kill -KILL $pids
            done""";

    static CommandMark unique() {
        return new CommandMark(UUID.randomUUID().toString());
    }

    Map<String, String> environment() {
        return Map.of(VARIABLE, value);
    }

    /** A command that kills what bears the mark. */
    Command killer(boolean asRoot) {
        Command kill = Command.of("sh", "-c", KILL, "kill-marked", VARIABLE + "=" + value);
        return asRoot ? kill.asRoot() : kill;
    }
}
