package dev.hivecluster.simulator.node;

import dev.hivecluster.simulator.service.MessageBus;
import dev.hivecluster.simulator.shell.posix.PosixPrograms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** A simulated machine for tests, booted, with a key to log in. */
public final class TestMachine implements AutoCloseable {
    public static final KeyPair CLIENT_KEY = newKey();
    public static final KeyPair HOST_KEY = newKey();

    private final SimulatedNode node;
    private final NodeSettings settings;

    private TestMachine(SimulatedNode node, NodeSettings settings) {
        this.node = node;
        this.settings = settings;
    }

    /** One machine {@code box-1} on 127.0.0.1, with the POSIX programs. */
    public static TestMachine booted(Path files) throws Exception {
        return booted(files, PosixPrograms.installed());
    }

    public static TestMachine booted(Path files, Programs programs) throws Exception {
        TestMachine machine = off(files, programs, Duration.ZERO);
        machine.node.powerOn();
        machine.node.booted().get(10, TimeUnit.SECONDS);
        return machine;
    }

    public static TestMachine off(Path files, Programs programs, Duration bootTime) throws IOException {
        return off(
                "box-1", "127.0.0.1", ClusterNetwork.direct(Map.of("box-1", "127.0.0.1")), files, programs, bootTime);
    }

    public static TestMachine off(
            String name, String address, ClusterNetwork network, Path files, Programs programs, Duration bootTime)
            throws IOException {
        return off(name, address, network, files, programs, bootTime, new MessageBus());
    }

    public static TestMachine off(
            String name,
            String address,
            ClusterNetwork network,
            Path files,
            Programs programs,
            Duration bootTime,
            MessageBus bus)
            throws IOException {
        NodeSettings settings = new NodeSettings(
                name,
                1,
                address,
                new InetSocketAddress(address, freePort(address)),
                4,
                8192,
                bootTime,
                TimeScale.DEFAULT,
                HOST_KEY,
                SimulatedNode.USER,
                List.of(CLIENT_KEY.getPublic()),
                BootTask.MARKER,
                files);
        return new TestMachine(new SimulatedNode(settings, network, bus, Clock.systemUTC(), programs), settings);
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
            return socket.getLocalPort();
        }
    }

    private static KeyPair newKey() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public SimulatedNode node() {
        return node;
    }

    public NodeSettings settings() {
        return settings;
    }

    /** Runs a script with {@code sh -c}. */
    public Result sh(String script, String... positional) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        arguments.addAll(List.of(positional));
        return run(arguments, "", Map.of());
    }

    /** Runs a command with the given standard input and variables besides those of a login. */
    public Result run(List<String> arguments, String input, Map<String, String> variables)
            throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = new LinkedHashMap<>(node.login().environment());
        environment.putAll(variables);
        Program program = node.processes()
                .programs()
                .find("/usr/bin/" + arguments.get(0))
                .or(() -> node.processes().programs().find("/usr/local/bin/" + arguments.get(0)))
                .orElseThrow();
        SimulatedProcess process = node.processes()
                .start(
                        program,
                        new ProcessStart(
                                arguments,
                                environment,
                                node.login().home(),
                                Descriptor.reading(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
                                Descriptor.writing(out),
                                Descriptor.writing(err)),
                        null,
                        true);
        int status = process.await();
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        node.close();
    }

    /** How a command ended. */
    public record Result(int status, String out, String err) {}
}
