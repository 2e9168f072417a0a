package dev.hivecluster.remote;

import dev.hivecluster.model.Durations;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.session.ConnectionService;

/**
 * A command on a channel of its own. It has ended when the host closes the channel, or when the host told its exit status
 * and its output has been silent for a while: a process that it left in the background may hold the channel open for ever.
 */
final class SshCommand implements RunningCommand {
    /** How long a killed command may take to be reported as ended before the channel is closed all the same. */
    private static final Duration KILL_GRACE = Duration.ofSeconds(2);

    /** After this time a killed command whose end was not reported is taken as one that the signal did not reach. */
    private static final Duration SIGNAL_GRACE = Duration.ofMillis(300);

    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(20);

    private final String host;
    private final Command command;
    private final ScheduledExecutorService timer;
    private final ExecChannel channel;
    private final CapturedOutput stdout;
    private final CapturedOutput stderr;
    private final CompletableFuture<CommandResult> end = new CompletableFuture<>();
    private final CommandMark mark = CommandMark.unique();
    private final AtomicReference<Kill> killed = new AtomicReference<>();
    private final AtomicReference<RuntimeException> listenerFailure = new AtomicReference<>();
    private final Consumer<SshCommand> whenEnded;
    private final AtomicBoolean settled = new AtomicBoolean();
    private final Queue<Future<?>> delayed = new ConcurrentLinkedQueue<>();
    private final long began = System.nanoTime();

    /** @param whenEnded is called once when it has ended, in whatever way */
    SshCommand(
            String host,
            Command command,
            OutputListener listener,
            ScheduledExecutorService timer,
            Consumer<SshCommand> whenEnded) {
        this.whenEnded = whenEnded;
        this.host = host;
        this.command = command;
        this.timer = timer;
        this.channel = new ExecChannel(command.line(), mark.environment());
        this.stdout = new CapturedOutput(guarded(listener::stdout));
        this.stderr = new CapturedOutput(guarded(listener::stderr));
        channel.setOut(stdout);
        channel.setErr(stderr);
    }

    /** Sends it. */
    void open(ClientSession session) throws IOException {
        channel.addChannelListener(new ExitListener());
        channel.addCloseFutureListener(closed -> finish());
        try {
            register(session);
            channel.open().verify(OPEN_LIMIT);
        } catch (IOException e) {
            if (channel.abandon()) {
                channel.close(true);
                settle(to -> to.completeExceptionally(
                        new ShellException("%s: '%s' was not sent".formatted(host, command), e)));
            }
            throw e;
        }
        later(
                command.limit(),
                () -> kill(
                        new Kill("did not end within " + Durations.text(command.limit()) + " and was killed", true)));
    }

    private void register(ClientSession session) throws IOException {
        try {
            session.getService(ConnectionService.class).registerChannel(channel);
        } catch (IllegalStateException closing) {
            throw new SshException("the session is being closed", closing);
        }
    }

    /** Whether the host never gets it, so that it may be sent anew. */
    boolean wasAbandoned() {
        return channel.abandon();
    }

    @Override
    public CommandResult await() throws ShellException, InterruptedException {
        try {
            return end.get();
        } catch (InterruptedException e) {
            close();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            ShellException failure = (ShellException) e.getCause();
            throw failure;
        }
    }

    @Override
    public boolean isDone() {
        return end.isDone();
    }

    @Override
    public void signal(String name) throws ShellException {
        Signals.requireKnown(name);
        if (end.isDone()) {
            return;
        }
        try {
            channel.sendSignal(name);
        } catch (IOException e) {
            throw new ShellException(
                    "%s: the signal %s did not reach '%s': %s".formatted(host, name, command, e.getMessage()), e);
        }
    }

    /** Ends it, without waiting for it. */
    void kill() {
        kill(new Kill("was killed because it was closed", false));
    }

    @Override
    public void close() {
        kill();
        boolean interrupted = false;
        long deadline = System.nanoTime() + KILL_GRACE.plus(KILL_GRACE).toNanos();
        while (!end.isDone() && System.nanoTime() < deadline) {
            try {
                end.handle((result, failure) -> true)
                        .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends it: by the signal that no program withstands; if that does not reach it, by its mark; and if the host does not
     * report its end even then, by closing the channel.
     */
    private void kill(Kill why) {
        if (end.isDone() || !killed.compareAndSet(null, why)) {
            return;
        }
        try {
            channel.sendSignal("KILL");
            later(SIGNAL_GRACE, this::killMarked);
            later(KILL_GRACE, () -> channel.close(true));
        } catch (IOException broken) {
            channel.close(true);
        }
    }

    private void killMarked() {
        ExecChannel killer = new ExecChannel(mark.killer(command.sudo()).line(), Map.of());
        killer.setOut(OutputStream.nullOutputStream());
        killer.setErr(OutputStream.nullOutputStream());
        try {
            channel.getSession().getService(ConnectionService.class).registerChannel(killer);
            killer.open();
        } catch (IOException | IllegalStateException broken) {
            channel.close(true);
        }
    }

    private void finish() {
        stdout.finish();
        stderr.finish();
        OptionalInt status = channel.status();
        RuntimeException failure = listenerFailure.get();
        Kill why = killed.get();
        if (failure != null) {
            settle(to -> to.completeExceptionally(failure));
        } else if (why != null) {
            settle(to -> to.completeExceptionally(why.failure(host, command, status.isPresent())));
        } else if (status.isPresent()) {
            CommandResult result = new CommandResult(
                    status.getAsInt(), stdout.text(), stderr.text(), Duration.ofNanos(System.nanoTime() - began));
            settle(to -> to.complete(result));
        } else {
            settle(to -> to.completeExceptionally(new ShellException(
                    "%s: the connection broke while '%s' ran; it may have ended or not, and is not repeated"
                            .formatted(host, command))));
        }
    }

    private void settle(Consumer<CompletableFuture<CommandResult>> outcome) {
        if (settled.compareAndSet(false, true)) {
            delayed.forEach(task -> task.cancel(false));
            whenEnded.accept(this);
            outcome.accept(end);
        }
    }

    private void later(Duration delay, Runnable task) {
        delayed.add(timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
        if (settled.get()) {
            delayed.forEach(late -> late.cancel(false));
        }
    }

    /** Closes the channel once the output is silent. */
    private void awaitSilence(long totalBefore) {
        long total = stdout.total() + stderr.total();
        if (end.isDone()) {
            return;
        }
        if (total == totalBefore) {
            channel.close(true);
        } else {
            later(SILENCE, () -> awaitSilence(total));
        }
    }

    /** A listener that fails ends the command: whoever waits for it gets the failure. */
    private Consumer<String> guarded(Consumer<String> listener) {
        return line -> {
            try {
                listener.accept(line);
            } catch (RuntimeException e) {
                if (listenerFailure.compareAndSet(null, e)) {
                    kill(new Kill("was killed because its listener failed", false));
                }
            }
        };
    }

    private final class ExitListener implements ChannelListener {
        @Override
        public void channelStateChanged(Channel changed, String hint) {
            if (channel.status().isPresent() && !end.isDone()) {
                later(SILENCE, () -> awaitSilence(stdout.total() + stderr.total()));
            }
        }
    }

    /**
     * Why it was killed.
     *
     * @param late whether it exceeded its limit
     */
    private record Kill(String why, boolean late) {
        ShellException failure(String host, Command command, boolean confirmed) {
            String message = "%s: '%s' %s".formatted(host, command, why)
                    + (confirmed ? "" : "; the host did not confirm its end, so that it may still run there");
            return late ? new CommandTimeoutException(message) : new ShellException(message);
        }
    }
}
