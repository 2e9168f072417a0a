package dev.hivecluster.configure;

import java.util.OptionalInt;

/** A command on a node ended as it should not have. The message holds what a person needs to try it again. */
final class CommandFailedException extends ConfigureException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String command;

    /**
     * @param problem what is wrong, such as {@code exit status 1}
     * @param status the command's exit status; -1 if it has none
     * @param command how a person runs it from here
     * @param output what it wrote last, without secrets; may be empty
     */
    CommandFailedException(String problem, int status, String command, String output) {
        super(problem + "\n  command: " + command
                + (output.isEmpty()
                        ? ""
                        : "\n  last output:\n" + output.indent(4).stripTrailing()));
        this.status = status;
        this.command = command;
    }

    OptionalInt status() {
        return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    String command() {
        return command;
    }
}
