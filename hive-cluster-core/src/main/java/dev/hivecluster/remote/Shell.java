package dev.hivecluster.remote;

import java.nio.file.Path;

/**
 * A way to run commands and copy files on one host. Thread-safe: commands run beside each other over one session.
 *
 * <p>An interrupt of the calling thread ends the remote command.
 */
public interface Shell extends AutoCloseable {
    /** The host, for people. */
    String host();

    /**
     * Runs a command to its end and returns how it ended, whatever its status.
     *
     * @param listener gets each line as it comes
     * @throws CommandTimeoutException if it exceeded its limit; it was ended
     * @throws ShellException if the host cannot be reached, its key is wrong, or the connection broke
     */
    CommandResult run(Command command, OutputListener listener) throws ShellException, InterruptedException;

    /** As {@link #run(Command, OutputListener)}, with nobody listening. */
    default CommandResult run(Command command) throws ShellException, InterruptedException {
        return run(command, OutputListener.NONE);
    }

    /**
     * Begins a command and returns while it runs. It ends at the latest when this shell is closed.
     */
    RunningCommand start(Command command, OutputListener listener) throws ShellException, InterruptedException;

    /**
     * Replaces a file on the host, atomically.
     *
     * @param mode its permissions, as in {@code 0600}
     */
    void upload(byte[] content, String path, int mode) throws ShellException, InterruptedException;

    /** Reads a file of the host. */
    byte[] download(String path) throws ShellException, InterruptedException;

    /** Copies a file of the host to a local one. */
    void download(String path, Path target) throws ShellException, InterruptedException;

    /**
     * Opens a port of this machine that leads to a port which the host can reach, such as one of the host's own loopback
     * interface. It ends at the latest with the session. Whether anything listens there shows when it is used.
     *
     * @param target the address, as the host sees it
     */
    Tunnel forward(String target, int port) throws ShellException, InterruptedException;

    /** Ends the session and every command that still runs in it. */
    @Override
    void close();
}
