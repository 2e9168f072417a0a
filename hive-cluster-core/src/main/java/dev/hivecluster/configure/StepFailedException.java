package dev.hivecluster.configure;

import java.util.Optional;
import java.util.OptionalInt;

/** One step of the plan failed, and all others were cancelled because of it. */
public final class StepFailedException extends ConfigureException {
    private static final long serialVersionUID = 1;

    private final String step;
    private final String node;

    /**
     * @param node the node it was done on; empty for a step that belongs to none
     * @param problem what went wrong, without secrets
     */
    StepFailedException(String step, String node, String problem, Throwable cause) {
        super("%s failed%s: %s".formatted(step, node.isEmpty() ? "" : " on " + node, problem), cause);
        this.step = step;
        this.node = node;
    }

    /** The step's name, such as {@code join}. */
    public String step() {
        return step;
    }

    /** The node it was done on, if it was done on one. */
    public Optional<String> node() {
        return node.isEmpty() ? Optional.empty() : Optional.of(node);
    }

    /** The exit status of the command that failed, if it was a command. */
    public OptionalInt status() {
        return getCause() instanceof CommandFailedException command ? command.status() : OptionalInt.empty();
    }

    /** How a person runs the command that failed, if it was a command. */
    public Optional<String> command() {
        return getCause() instanceof CommandFailedException command ? Optional.of(command.command()) : Optional.empty();
    }
}
