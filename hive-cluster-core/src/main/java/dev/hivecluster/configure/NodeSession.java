package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Durations;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.PosixQuoting;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.CommandTimeoutException;
import dev.hivecluster.remote.RunningCommand;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.ShellException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A node and the session with it: runs commands, and says of those that fail how a person runs them. */
final class NodeSession {
    /** The status of a command that has none, because it did not end. */
    static final int NO_STATUS = -1;

    private final Node node;
    private final Shell shell;
    private final Path sshConfig;

    /** @param sshConfig the configuration with which a person reaches the node by its name */
    NodeSession(Node node, Shell shell, Path sshConfig) {
        this.node = node;
        this.shell = shell;
        this.sshConfig = sshConfig;
    }

    Node node() {
        return node;
    }

    /**
     * Runs a command; its lines become events.
     *
     * @throws CommandFailedException if its exit status is not 0
     */
    CommandResult run(Command command, Activity activity) throws ConfigureException, InterruptedException {
        return run(command, new OutputTail(activity), () -> "it did not end");
    }

    /**
     * Runs a command.
     *
     * @param late what is wrong if it exceeds its limit
     * @throws CommandFailedException if its exit status is not 0, or if it exceeds its limit
     */
    CommandResult run(Command command, OutputTail tail, Supplier<String> late)
            throws ConfigureException, InterruptedException {
        try {
            CommandResult result = shell.run(command, tail);
            if (!result.succeeded()) {
                throw failure("exit status " + result.status(), result.status(), command, tail.text());
            }
            return result;
        } catch (CommandTimeoutException e) {
            throw failure(late.get() + " within " + Durations.text(command.limit()), NO_STATUS, command, tail.text());
        } catch (ShellException e) {
            throw lost(e);
        }
    }

    /** Asks something whose answer is no event: because it is asked again and again, or because it holds secrets. */
    CommandResult ask(Command command) throws ConfigureException, InterruptedException {
        try {
            return shell.run(command);
        } catch (ShellException e) {
            throw lost(e);
        }
    }

    /** Begins a command; it ends at the latest with the session. */
    RunningCommand start(Command command, OutputTail tail) throws ConfigureException, InterruptedException {
        try {
            return shell.start(command, tail);
        } catch (ShellException e) {
            throw lost(e);
        }
    }

    /**
     * Waits for the end of a command.
     *
     * @throws CommandFailedException if it exceeds its limit
     */
    CommandResult await(RunningCommand running, Command command, OutputTail tail)
            throws ConfigureException, InterruptedException {
        try {
            return running.await();
        } catch (CommandTimeoutException e) {
            throw failure("it did not end within " + Durations.text(command.limit()), NO_STATUS, command, tail.text());
        } catch (ShellException e) {
            throw lost(e);
        }
    }

    /** Asks a command to end. */
    void terminate(RunningCommand running) throws ConfigureException {
        try {
            running.signal("TERM");
        } catch (ShellException e) {
            throw lost(e);
        }
    }

    private static ConfigureException lost(ShellException e) {
        return new ConfigureException(String.valueOf(e.getMessage()), e);
    }

    CommandFailedException failure(String problem, int status, Command command, String output) {
        return new CommandFailedException(problem, status, paste(command), output);
    }

    /** The command as a person types it here. */
    String paste(Command command) {
        return PosixQuoting.quote(List.of("ssh", "-F", sshConfig.toString(), node.name(), command.line()));
    }
}
