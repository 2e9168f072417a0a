package dev.hivecluster.simulator.node;

import dev.hivecluster.simulator.service.MessageBus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulated machine: files, processes, a network address, an SSH server, and a power button. It is off when it is made.
 *
 * <p>Its files survive a loss of power, but for those in {@code /tmp}; its processes don't. When it boots, its init starts
 * again the services that were running when the power went.
 */
public final class SimulatedNode implements Host, AutoCloseable {
    /** The user that logs in, unless a machine is given another. */
    public static final String USER = "tf-user";

    /** What is there when the machine's first boot, or any later one, is over. */
    public static final String BOOT_MARKER = "/tmp/vendor-cloud-init-done";

    /** As much as Hive's own start script waits. */
    private static final Duration BETWEEN_SERVICES = Duration.ofSeconds(2);

    private static final String SHELL = "/usr/bin/sh";
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "0.0.0.0", "::1", "::");

    private volatile NodeSettings settings;
    private final ClusterNetwork network;
    private final MessageBus bus;
    private final Clock clock;
    private final Programs programs;
    private final FileTree files;
    private final BootServices services = new BootServices();
    private int lastPid = ProcessTable.SYSTEM;
    private volatile @Nullable Boot boot;

    /**
     * @param programs what is installed on it; {@code /usr/bin/sh} runs what its users ask for
     */
    public SimulatedNode(
            NodeSettings settings, ClusterNetwork network, MessageBus bus, Clock clock, Programs programs) {
        this.settings = settings;
        this.network = network;
        this.bus = bus;
        this.clock = clock;
        this.programs = programs;
        this.files = new FileTree(settings.files());
    }

    /**
     * Presses the power button; a machine that is on stays as it is. Returns at once: the machine boots.
     *
     * @throws IOException if its files cannot be written
     */
    public synchronized void powerOn() throws IOException {
        if (boot != null) {
            return;
        }
        prepareFiles();
        Boot beginning = new Boot(new ProcessTable(this, files, programs, lastPid, clock.instant()));
        boot = beginning;
        beginning.thread.start();
    }

    /**
     * Makes it another machine with the same files, as when processors are added.
     *
     * @param changed with the same directory of files
     * @throws IllegalStateException if it is on
     */
    public synchronized void rebuild(NodeSettings changed) {
        if (boot != null) {
            throw new IllegalStateException(name() + " is on");
        }
        if (!changed.files().equals(settings.files())) {
            throw new IllegalArgumentException(
                    "%s has its files in %s, not in %s".formatted(name(), settings.files(), changed.files()));
        }
        settings = changed;
    }

    /** Pulls the plug: every process and connection is gone when this returns, the files stay. */
    public synchronized void powerOff() throws IOException {
        Boot ending = boot;
        if (ending != null) {
            boot = null;
            ending.end();
        }
    }

    /** Whether it is on, be it booting or booted. */
    public synchronized boolean isOn() {
        return boot != null;
    }

    /**
     * Completed when the boot that is under way is over; with what went wrong if its SSH server could not start.
     *
     * @throws IllegalStateException if the machine is off
     */
    public synchronized CompletableFuture<Void> booted() {
        return on().done.copy();
    }

    /**
     * Its processes.
     *
     * @throws IllegalStateException if the machine is off
     */
    public synchronized ProcessTable processes() {
        return on().processes;
    }

    private Boot on() {
        Boot present = boot;
        if (present == null) {
            throw new IllegalStateException(name() + " is off");
        }
        return present;
    }

    /** Pulls the plug for good. */
    @Override
    public void close() throws IOException {
        powerOff();
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String user() {
        return settings.user();
    }

    /** Counted from 1. */
    public int index() {
        return settings.index();
    }

    @Override
    public String address() {
        return settings.address();
    }

    @Override
    public int cpuCores() {
        return settings.cpuCores();
    }

    @Override
    public int memoryMb() {
        return settings.memoryMb();
    }

    @Override
    public Path file(String absolute) {
        Boot present = boot;
        // Called by processes, so it takes no lock that a loss of power holds while it waits for their end.
        return present == null ? files.resolve(absolute) : present.processes.file(absolute);
    }

    /** Its files. */
    public FileTree files() {
        return files;
    }

    @Override
    public InetSocketAddress socket(String address, int port) {
        return reachable(address, port).orElseGet(() -> InetSocketAddress.createUnresolved(address, port));
    }

    /** Where something in the network really is; empty for what is not in the cluster. */
    Optional<InetSocketAddress> reachable(String nameOrAddress, int port) {
        String address = OWN_NAMES.contains(nameOrAddress) ? address() : nameOrAddress;
        return network.find(address).map(found -> network.socket(found, port));
    }

    @Override
    public InetSocketAddress anyPort() {
        return network.anyPort(address());
    }

    @Override
    public AutoCloseable open(int port) {
        return network.open(address(), port);
    }

    @Override
    public AutoCloseable show(List<String> arguments, Runnable killed) {
        Boot present = boot;
        if (present == null) {
            throw new IllegalStateException(name() + " is off");
        }
        return present.processes.show(arguments, killed);
    }

    @Override
    public TimeScale timeScale() {
        return settings.timeScale();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public MessageBus bus() {
        return bus;
    }

    /** What the user gets who logs in. */
    Login login() {
        return new Login(name(), user());
    }

    private void prepareFiles() throws IOException {
        SystemFiles.install(files, login(), programs);
        Files.createDirectories(files.resolve("/usr/local/bin"));
        Files.writeString(
                files.resolve("/etc/os-release"),
                "PRETTY_NAME=\"Simulated machine\"\nID=simulated\nVERSION_ID=\"1\"\n");
        Path temporary = files.locate("/tmp");
        files.delete("/tmp");
        Files.createDirectories(temporary);
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** From one press of the power button to the next loss of power. */
    private final class Boot {
        private final ProcessTable processes;
        private final Thread thread = new Thread(this::run, name() + "-boot");
        private final CountDownLatch off = new CountDownLatch(1);
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private @Nullable NodeSshServer ssh;
        private volatile boolean inTask;

        Boot(ProcessTable processes) {
            this.processes = processes;
            thread.setDaemon(true);
        }

        private void run() {
            try {
                Duration half = settings.bootTime().dividedBy(2);
                if (losesPowerWithin(half)) {
                    return;
                }
                Program shell = programs.find(SHELL)
                        .orElseThrow(() -> new IOException(name() + " cannot boot: it has no " + SHELL));
                ssh = NodeSshServer.start(SimulatedNode.this, settings, processes, shell);
                if (losesPowerWithin(half)) {
                    return;
                }
                services.start(processes, () -> losesPowerWithin(timeScale().scaled(BETWEEN_SERVICES)));
                inTask = true;
                if (losesPowerWithin(Duration.ZERO)) {
                    return;
                }
                settings.bootTask().run(files, processes);
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                done.completeExceptionally(new IOException(name() + " lost its power while it booted"));
            }
        }

        private boolean losesPowerWithin(Duration time) throws InterruptedException {
            return off.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }

        void end() throws IOException {
            off.countDown();
            if (inTask) {
                thread.interrupt();
            }
            boolean interrupted = false;
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (!done.isCompletedExceptionally()) {
                services.record(processes.all());
            }
            try {
                if (ssh != null) {
                    ssh.close();
                }
            } finally {
                processes.close();
                lastPid = processes.lastPid();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
