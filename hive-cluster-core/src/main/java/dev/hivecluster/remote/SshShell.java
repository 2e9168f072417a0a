package dev.hivecluster.remote;

import dev.hivecluster.model.Durations;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;

/**
 * One host over SSH. The session is kept; one that was dropped is made anew for the next command or copy. What may have
 * reached the host is never sent twice.
 */
final class SshShell implements Shell {
    /** OpenSSH opens at most ten channels per session (sshd_config(5), MaxSessions), and closed ones count for a moment. */
    private static final int CHANNELS = 8;

    private static final Duration REFUSED_PAUSE = Duration.ofMillis(20);

    private static final Duration COPY_WAIT = Duration.ofMinutes(1);

    private final String host;
    private final SessionOpener opener;
    private final ScheduledExecutorService timer;
    private final Set<SshCommand> running = ConcurrentHashMap.newKeySet();
    private final Semaphore channels = new Semaphore(CHANNELS, true);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile ClientSession session;
    private volatile boolean closed;

    /** @param opener makes the session anew when it was dropped */
    SshShell(String host, ClientSession session, SessionOpener opener, ScheduledExecutorService timer) {
        this.host = host;
        this.session = session;
        this.opener = opener;
        this.timer = timer;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public CommandResult run(Command command, OutputListener listener) throws ShellException, InterruptedException {
        return start(command, listener).await();
    }

    @Override
    public RunningCommand start(Command command, OutputListener listener) throws ShellException, InterruptedException {
        if (command.limit().isZero()) {
            throw new CommandTimeoutException("%s: no time was left to run '%s'".formatted(host, command));
        }
        long deadline = System.nanoTime() + command.limit().toNanos();
        while (true) {
            ClientSession over = session();
            acquireChannel(command.limit());
            SshCommand started = new SshCommand(host, command, listener, timer, this::ended);
            running.add(started);
            try {
                started.open(over);
                return started;
            } catch (IOException e) {
                // What was not sent may be sent again: the session was gone, or the host had no channel to spare.
                if (!started.wasAbandoned() || !mayPass(e, over) || System.nanoTime() > deadline) {
                    started.close();
                    throw failure("'%s' could not be started".formatted(command), e);
                }
                TimeUnit.NANOSECONDS.sleep(REFUSED_PAUSE.toNanos());
            }
        }
    }

    @Override
    public void upload(byte[] content, String path, int mode) throws ShellException, InterruptedException {
        copy("writing " + path, sftp -> {
            SftpFiles.upload(sftp, content, path, mode);
            return path;
        });
    }

    @Override
    public byte[] download(String path) throws ShellException, InterruptedException {
        return copy("reading " + path, sftp -> SftpFiles.download(sftp, path));
    }

    @Override
    public void download(String path, Path target) throws ShellException, InterruptedException {
        copy("copying %s to %s".formatted(path, target), sftp -> {
            SftpFiles.download(sftp, path, target);
            return target;
        });
    }

    @Override
    public Tunnel forward(String target, int port) throws ShellException, InterruptedException {
        ClientSession over = session();
        try {
            return new SshTunnel(over, target, port);
        } catch (IOException e) {
            throw failure("opening a tunnel to %s:%d".formatted(target, port), e);
        }
    }

    @Override
    public void close() {
        beginClose();
        running.forEach(SshCommand::close);
        session.close(true);
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends what runs, without waiting for it. */
    void beginClose() {
        closed = true;
        running.forEach(SshCommand::kill);
    }

    private ClientSession session() throws ShellException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!closed && !session.isOpen()) {
                session = opener.open();
            }
            if (closed) {
                session.close(true);
                throw new ShellException("%s: the shell was closed".formatted(host));
            }
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void ended(SshCommand command) {
        running.remove(command);
        channels.release();
    }

    private void acquireChannel(Duration limit) throws ShellException, InterruptedException {
        if (!channels.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ShellException("%s: %d commands and copies run there already, and none ended within %s"
                    .formatted(host, CHANNELS, Durations.text(limit)));
        }
    }

    private <T> T copy(String what, Copy<T> copy) throws ShellException, InterruptedException {
        acquireChannel(COPY_WAIT);
        try (PrivateSftpClient sftp = openSftp()) {
            return copy.by(sftp);
        } catch (ShellException e) {
            throw e;
        } catch (IOException e) {
            throw failure(what + " failed", e);
        } finally {
            channels.release();
        }
    }

    private PrivateSftpClient openSftp() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + COPY_WAIT.toNanos();
        while (true) {
            ClientSession over = session();
            try {
                return PrivateSftpClient.open(over);
            } catch (IOException e) {
                if (!mayPass(e, over) || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.NANOSECONDS.sleep(REFUSED_PAUSE.toNanos());
            }
        }
    }

    private static boolean mayPass(IOException e, ClientSession over) {
        return !(e instanceof InterruptedIOException) && (!over.isOpen() || isRefusedChannel(e));
    }

    private static boolean isRefusedChannel(IOException e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(SshChannelOpenException.class::isInstance);
    }

    private ShellException failure(String problem, IOException e) throws InterruptedException {
        if (e instanceof InterruptedIOException || Thread.interrupted()) {
            InterruptedException interrupt = new InterruptedException("%s: %s".formatted(host, problem));
            interrupt.initCause(e);
            throw interrupt;
        }
        return new ShellException("%s: %s: %s".formatted(host, problem, e.getMessage()), e);
    }

    /** Makes a session. */
    @FunctionalInterface
    interface SessionOpener {
        ClientSession open() throws ShellException, InterruptedException;
    }

    @FunctionalInterface
    private interface Copy<T> {
        T by(PrivateSftpClient sftp) throws IOException;
    }
}
