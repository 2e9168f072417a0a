package dev.hivecluster.remote;

/** A command that is running on a host. */
public interface RunningCommand extends AutoCloseable {
    /**
     * Waits for its end.
     *
     * @throws CommandTimeoutException if it exceeded its limit; it was ended
     * @throws ShellException if the connection broke
     */
    CommandResult await() throws ShellException, InterruptedException;

    /** Whether it has ended. */
    boolean isDone();

    /**
     * Sends it a signal, such as {@code TERM}; one that has ended stays as it is. The user's shell on the host gets the
     * signal too: where it runs the command as a child, the exit status is that of the shell, which the signal ended.
     */
    void signal(String name) throws ShellException;

    /** Ends it, if it still runs. */
    @Override
    void close();
}
