package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.ClusterName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The way in to every background process of a cluster: its one argument is the cluster's directory, its output its log. */
final class BackgroundMain {
    private static final Logger LOG = Logger.getLogger(BackgroundMain.class.getName());

    private static final long END_WITHIN_SECONDS = 5;

    private BackgroundMain() {}

    /** Does the work until it is told to end, is ended by a signal, or is not needed any more; then ends the JVM. */
    @SuppressWarnings("SystemOut")
    static void run(String[] arguments, Maker maker) {
        SimulatorLog.install(System.out, Clock.systemUTC());
        String recordId = System.getProperty(SimulatorProcesses.RECORD);
        if (arguments.length != 1 || recordId == null) {
            LOG.severe("expected one argument, the cluster's directory; this process is started by the deployer alone");
            System.exit(2);
        }
        Work work = maker.make(directory(arguments[0]), recordId, Clock.systemUTC());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endBySignal(work, ended), "signal"));
        int status = 1;
        try {
            work.run();
            status = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // Whatever it is: without this thread nobody would notice that the process is not needed any more.
            LOG.log(Level.SEVERE, "the cluster cannot be simulated", e);
        } finally {
            ended.countDown();
            System.exit(status);
        }
    }

    /**
     * The cluster directory that a process was given.
     *
     * @throws dev.hivecluster.model.InvalidSettingException if it cannot be one
     */
    static ClusterDirectory directory(String argument) {
        Path root = Path.of(argument).toAbsolutePath().normalize();
        return new ClusterDirectory(root.resolve(".."), new ClusterName(String.valueOf(root.getFileName())));
    }

    private static void endBySignal(Work work, CountDownLatch ended) {
        work.shutdown();
        try {
            if (!ended.await(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warning("not all machines ended in time; the process ends without them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the work of a process. */
    @FunctionalInterface
    interface Maker {
        Work make(ClusterDirectory directory, String recordId, Clock clock);
    }

    /** What a process does. */
    interface Work {
        /** Does it, and returns when it has ended. */
        void run() throws IOException, InterruptedException;

        /** Begins its end, if that has not begun, and returns at once. */
        void shutdown();
    }
}
