package dev.hivecluster.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The third of the teardown nets: when the process is stopped, what its session made is destroyed. The first SIGINT or
 * SIGTERM stops the work, destroys, and ends the process with status 128 + signal; the second says what is left behind and
 * how to remove it, and ends the process at once. One that comes within a second of the first is not a second one but the
 * same ({@link StopSignals}). (A second signal would do nothing while shutdown hooks run, so the
 * signals are handled here.)
 */
public final class ShutdownNet implements AutoCloseable {
    private final Session session;
    private final Runnable beforeTeardown;
    private final Runnable afterTeardown;
    private final Consumer<String> say;
    private final Thread hook = new Thread(this::tearDown, "hive-cluster-shutdown");
    private final StopSignals signals = new StopSignals(System::nanoTime);
    private final List<Signals.Handling> replaced = new ArrayList<>();

    private ShutdownNet(Session session, Runnable beforeTeardown, Runnable afterTeardown, Consumer<String> say) {
        this.session = session;
        this.beforeTeardown = beforeTeardown;
        this.afterTeardown = afterTeardown;
        this.say = say;
    }

    /**
     * Spreads the net under a session.
     *
     * @param beforeTeardown waits, for a bounded time, for whatever still uses the clusters, such as a test's own process
     * @param afterTeardown removes what told others of the clusters, whether they could be destroyed or not
     * @param say tells a person, on a way that works while the process ends
     */
    public static ShutdownNet under(
            Session session, Runnable beforeTeardown, Runnable afterTeardown, Consumer<String> say) {
        ShutdownNet net = new ShutdownNet(session, beforeTeardown, afterTeardown, say);
        Runtime.getRuntime().addShutdownHook(net.hook);
        net.handle("INT", 2);
        net.handle("TERM", 15);
        return net;
    }

    /**
     * Spreads the net under a session in a process that belongs to somebody else, such as one that runs tests: its signals
     * are left as they are, and what the session made is destroyed when the process ends, however it comes to that.
     *
     * @param say tells a person, on a way that works while the process ends
     */
    public static ShutdownNet atExit(Session session, Consumer<String> say) {
        ShutdownNet net = new ShutdownNet(session, () -> {}, () -> {}, say);
        Runtime.getRuntime().addShutdownHook(net.hook);
        return net;
    }

    private void handle(String name, int number) {
        try {
            replaced.add(Signals.handle(name, () -> onSignal(name, 128 + number)));
        } catch (UnsupportedOperationException e) {
            say.accept("SIG%s cannot be handled here (%s); only the shutdown hook of this JVM destroys clusters"
                    .formatted(name, e.getMessage()));
        }
    }

    private void onSignal(String name, int status) {
        switch (signals.next()) {
            case STOP -> {
                say.accept(
                        "stopped by SIG%s: destroying what this build made; once more, after a second, to leave at once"
                                .formatted(name));
                new Thread(() -> System.exit(status), "hive-cluster-exit").start();
            }
            case ECHO -> {}
            case LEAVE -> {
                session.leftBehind().forEach(say);
                Runtime.getRuntime().halt(status);
            }
        }
    }

    private void tearDown() {
        session.stopWork();
        beforeTeardown.run();
        try {
            session.close(Verdict.INTERRUPTED);
        } catch (LifecycleException | RuntimeException e) {
            say.accept(describe(e));
        } finally {
            afterTeardown.run();
        }
    }

    private static String describe(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    /** The session ended by itself: the net is no longer needed. */
    @Override
    public void close() {
        if (signals.came()) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            replaced.forEach(Signals.Handling::close);
        } catch (IllegalStateException e) {
            say.accept("the process is ending already; its shutdown hook finds nothing left to destroy");
        }
    }
}
