package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.ClusterName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The simulator's process: {@code SimulatorMain <cluster directory>}. Its standard output is its log. */
public final class SimulatorMain {
    private static final Logger LOG = Logger.getLogger(SimulatorMain.class.getName());

    private static final long END_WITHIN_SECONDS = 5;

    private SimulatorMain() {}

    /** Simulates the cluster until it is told to end, is ended by a signal, or is not needed any more. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        SimulatorLog.install(System.out, Clock.systemUTC());
        String recordId = System.getProperty(SimulatorProcesses.RECORD);
        if (arguments.length != 1 || recordId == null) {
            LOG.severe("expected one argument, the cluster's directory; this process is started by the deployer alone");
            System.exit(2);
        }
        SimulatorFiles files = new SimulatorFiles(directory(arguments[0]));
        SimulatorService service = new SimulatorService(files, recordId, Clock.systemUTC());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endBySignal(service, ended), "signal"));
        int status = 1;
        try {
            service.run();
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

    private static void endBySignal(SimulatorService service, CountDownLatch ended) {
        service.shutdown();
        try {
            if (!ended.await(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warning("not all machines ended in time; the process ends without them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
