package dev.hivecluster.configure;

import dev.hivecluster.remote.Command;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processes of a node.
 *
 * @param arguments each process's program and arguments, by pid
 */
record ProcessList(Map<Long, String> arguments) {
    /** Lists them, with their arguments in full. */
    static final Command COMMAND = Command.of("ps", "auxww");

    /** User, pid, eight more columns, then the arguments. */
    private static final Pattern LINE = Pattern.compile("\\S+\\s+(\\d+)(?:\\s+\\S+){8}\\s+(\\S.*)");

    static ProcessList parse(String output) {
        Map<Long, String> arguments = new TreeMap<>();
        output.lines().forEach(line -> {
            Matcher process = LINE.matcher(line.strip());
            if (process.matches()) {
                arguments.put(Long.valueOf(process.group(1)), process.group(2).strip());
            }
        });
        return new ProcessList(arguments);
    }
}
