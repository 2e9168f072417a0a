package dev.hivecluster.simulator.node;

import dev.hivecluster.simulator.service.MessageBus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * The machine inside an instance: files, processes, and a user that logs in by way of its node. It has no network of its
 * own. Its files and processes begin with the first login, so that a guest that nobody visits costs next to nothing.
 */
public final class GuestMachine implements Host, AutoCloseable {
    /** The user that logs in. */
    public static final String USER = "ec2-user";

    private static final String SHELL = "/usr/bin/sh";
    private static final String ADDRESS = "10.0.2.15";

    private final GuestSettings settings;
    private final Host node;
    private final Programs programs;
    private final FileTree files;
    private final MessageBus bus = new MessageBus();
    private final Instant started;
    private boolean booted;
    private boolean closed;
    private @Nullable KeyPair hostKey;
    private @Nullable ProcessTable processes;

    /**
     * Switches it on.
     *
     * @param node what it runs on
     * @param programs what is installed on it; {@code /usr/bin/sh} runs what its user asks for
     */
    public GuestMachine(GuestSettings settings, Host node, Programs programs) {
        this.settings = settings;
        this.node = node;
        this.programs = programs;
        this.files = new FileTree(settings.disk());
        this.started = node.clock().instant();
    }

    /** Its operating system has come up. */
    public synchronized void booted() {
        booted = true;
    }

    /** Whether it has, and still is. */
    public synchronized boolean isBooted() {
        return booted && !closed;
    }

    GuestSettings settings() {
        return settings;
    }

    /**
     * The key that its SSH server shows.
     *
     * @throws IOException if it is off, or its disk cannot be read or written
     */
    synchronized KeyPair hostKey() throws IOException {
        requireOn();
        if (hostKey == null) {
            hostKey = GuestHostKey.on(files);
        }
        return hostKey;
    }

    Login login() {
        return new Login(name(), USER);
    }

    /** A session of its user. */
    Command session(ChannelSession channel, @Nullable String line) throws IOException {
        Program shell = programs.find(SHELL).orElseThrow(() -> new IOException(name() + " has no " + SHELL));
        return new CommandSession(login(), processes(), shell, line);
    }

    private synchronized ProcessTable processes() throws IOException {
        requireOn();
        if (processes == null) {
            SystemFiles.install(files, login(), programs);
            Files.createDirectories(files.resolve("/tmp"));
            processes = new ProcessTable(this, files, programs, ProcessTable.SYSTEM, started);
        }
        return processes;
    }

    private void requireOn() throws IOException {
        if (closed) {
            throw new IOException(name() + " is off");
        }
    }

    @Override
    public String name() {
        return settings.hostName();
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String address() {
        return ADDRESS;
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
        ProcessTable present;
        synchronized (this) {
            present = processes;
        }
        return present == null ? files.resolve(absolute) : present.file(absolute);
    }

    @Override
    public InetSocketAddress socket(String address, int port) {
        return InetSocketAddress.createUnresolved(address, port);
    }

    @Override
    public InetSocketAddress anyPort() {
        return InetSocketAddress.createUnresolved(ADDRESS, 0);
    }

    @Override
    public AutoCloseable open(int port) {
        throw new UnsupportedOperationException("a guest has no network of its own");
    }

    @Override
    public AutoCloseable show(List<String> arguments, Runnable killed) {
        throw new UnsupportedOperationException("a guest has no machines inside");
    }

    @Override
    public TimeScale timeScale() {
        return node.timeScale();
    }

    @Override
    public Clock clock() {
        return node.clock();
    }

    @Override
    public MessageBus bus() {
        return bus;
    }

    /** Pulls its plug: its processes are gone when this returns, its files stay. */
    @Override
    public void close() {
        ProcessTable ending;
        synchronized (this) {
            closed = true;
            ending = processes;
            processes = null;
        }
        if (ending != null) {
            ending.close();
        }
    }
}
