package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of a simulated machine: a thread that runs a program, and what the program owns. A signal that it neither
 * handles nor ignores closes what it owns and interrupts the thread.
 */
public final class SimulatedProcess {
    private static final int SOFTWARE_ERROR = 70;

    private final ProcessTable table;
    private final int pid;
    private final int parent;
    private final Instant started;
    private final boolean foreground;
    private final Thread thread;
    private final boolean shownOnly;
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final Set<Signal> ignored = EnumSet.noneOf(Signal.class);
    private final Map<Signal, Runnable> handlers = new EnumMap<>(Signal.class);
    private final List<AutoCloseable> owned = new ArrayList<>();
    private volatile int session;
    private volatile Image image;
    private List<Descriptor> streams;
    private @Nullable Signal endedBy;
    private boolean over;

    SimulatedProcess(
            ProcessTable table,
            int pid,
            @Nullable SimulatedProcess parent,
            Program program,
            ProcessStart start,
            Instant started,
            boolean foreground,
            boolean shownOnly) {
        this.shownOnly = shownOnly;
        this.table = table;
        this.pid = pid;
        this.parent = parent == null ? ProcessTable.INIT : parent.pid;
        this.session = parent == null ? pid : parent.session;
        this.started = started;
        this.foreground = foreground;
        this.streams = List.of(start.stdin(), start.stdout(), start.stderr());
        this.image = new Image(
                program,
                new Invocation(
                        this,
                        start.arguments(),
                        start.environment(),
                        start.directory(),
                        start.stdin(),
                        start.stdout(),
                        start.stderr()));
        if (parent != null) {
            synchronized (parent) {
                ignored.addAll(parent.ignored);
            }
        }
        this.thread = new Thread(
                this::run,
                "%s-%d-%s".formatted(table.host().name(), pid, start.arguments().get(0)));
        this.thread.setDaemon(true);
    }

    void begin() {
        if (!shownOnly) {
            thread.start();
        }
    }

    /** Ends one that is only shown, as by its own will. */
    void end() {
        conclude(0);
    }

    public int pid() {
        return pid;
    }

    /** The process that started it; 1 for init. */
    public int parent() {
        return table.find(parent).isPresent() ? parent : ProcessTable.INIT;
    }

    /** The pid of the process that leads its session. */
    public int session() {
        return session;
    }

    public Instant started() {
        return started;
    }

    /** Its name and arguments. */
    public List<String> arguments() {
        return image.invocation().arguments();
    }

    /** What it runs now. */
    Image image() {
        return image;
    }

    /** Whether it was started without {@code &}, as were those above it. */
    public boolean isForeground() {
        return foreground;
    }

    public Host host() {
        return table.host();
    }

    public ProcessTable table() {
        return table;
    }

    /** Becomes the leader of a session of its own. */
    public void lead() {
        session = pid;
    }

    /** Runs another program in place of the present one, to its end, as {@code exec} does. */
    int exec(Program program, Invocation invocation) throws IOException, InterruptedException {
        image = new Image(program, invocation);
        redirect(invocation.stdin(), invocation.stdout(), invocation.stderr());
        return invocation.run(program);
    }

    synchronized boolean holds(Descriptor descriptor) {
        return streams.contains(descriptor);
    }

    /** Takes other streams for its standard ones, and lets go of those that it had. */
    public void redirect(Descriptor stdin, Descriptor stdout, Descriptor stderr) {
        List<Descriptor> before;
        synchronized (this) {
            before = streams;
            streams = List.of(stdin.share(), stdout.share(), stderr.share());
        }
        before.forEach(Descriptor::release);
    }

    public synchronized void ignore(Signal signal) {
        ignored.add(signal);
    }

    /** Calls something, on the sender's thread, when the signal comes; instead of what the signal does by itself. */
    public synchronized void handle(Signal signal, Runnable handler) {
        handlers.put(signal, handler);
    }

    /** Lets a signal do what it does by itself. */
    public synchronized void reset(Signal signal) {
        ignored.remove(signal);
        handlers.remove(signal);
    }

    /** Gives the process something to close when it ends, at the latest. */
    public void own(AutoCloseable resource) {
        synchronized (this) {
            if (endedBy == null) {
                owned.add(resource);
                return;
            }
        }
        close(resource);
    }

    /** Takes back what {@link #own} was given. */
    public synchronized void disown(AutoCloseable resource) {
        owned.remove(resource);
    }

    /** Whether a signal has told it to end; what runs long asks from time to time. */
    public synchronized boolean isEnding() {
        return endedBy != null;
    }

    /** @throws InterruptedException if a signal has told it to end */
    public void checkpoint() throws InterruptedException {
        if (isEnding()) {
            throw new InterruptedException("ended by a signal");
        }
    }

    /** Sends it a signal. One that has ended ignores it. */
    public void signal(Signal signal) {
        Runnable handler;
        synchronized (this) {
            if (over) {
                return;
            }
            if (signal != Signal.KILL) {
                if (ignored.contains(signal)) {
                    return;
                }
                handler = handlers.get(signal);
                if (handler == null && signal.harmless()) {
                    return;
                }
            } else {
                handler = null;
            }
            if (handler == null) {
                if (endedBy == null || signal == Signal.KILL) {
                    endedBy = signal;
                }
            }
        }
        if (handler != null) {
            handler.run();
            return;
        }
        closeOwned();
        if (shownOnly) {
            conclude(0);
        } else {
            thread.interrupt();
        }
    }

    /** Whether it has ended. */
    public boolean isOver() {
        return status.isDone();
    }

    /** Waits for its end and returns its exit status; 128 + n where signal n ended it. */
    public int await() throws InterruptedException {
        try {
            return status.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #await()}; empty if it has not ended after that time. */
    public Optional<Integer> await(long time, TimeUnit unit) throws InterruptedException {
        try {
            return Optional.of(status.get(time, unit));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.TimeoutException e) {
            return Optional.empty();
        }
    }

    /** Completed with its exit status when it has ended. */
    CompletableFuture<Integer> exit() {
        return status;
    }

    Thread thread() {
        return thread;
    }

    private void run() {
        int result = SOFTWARE_ERROR;
        try {
            result = run(image);
        } finally {
            conclude(result);
        }
    }

    private void conclude(int result) {
        int exit;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            exit = endedBy == null ? result : endedBy.status();
        }
        closeOwned();
        streams.forEach(Descriptor::release);
        table.remove(this);
        status.complete(exit);
    }

    private int run(Image first) {
        try {
            checkpoint();
            return first.invocation().run(first.program());
        } catch (InterruptedException | InterruptedIOException | ClosedByInterruptException e) {
            return Signal.INT.status();
        } catch (IOException e) {
            return Signal.PIPE.status();
        } catch (RuntimeException e) {
            table.failed(this, e);
            return SOFTWARE_ERROR;
        }
    }

    private void closeOwned() {
        List<AutoCloseable> all;
        synchronized (this) {
            all = List.copyOf(owned);
            owned.clear();
        }
        all.forEach(this::close);
    }

    private void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            table.failedToClose(this, resource, e);
        }
    }

    /** A program and what it was given. */
    record Image(Program program, Invocation invocation) {}
}
