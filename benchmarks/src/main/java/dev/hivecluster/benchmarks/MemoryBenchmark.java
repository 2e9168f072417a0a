package dev.hivecluster.benchmarks;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Json;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.SshTransport;
import dev.hivecluster.remote.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** How much memory the process of a simulated cluster holds: as it is, with guests, and with many instances beside them. */
public final class MemoryBenchmark {
    private static final int GUESTS = 50;
    private static final int INSTANCES = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("hostfwd=tcp:127\\.0\\.0\\.1:(\\d+)-:22");

    private MemoryBenchmark() {}

    /** @param arguments the directory that the results go to */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Path results = Files.createDirectories(Path.of(arguments[0]));
        List<Row> rows = new ArrayList<>();
        try (BenchmarkCluster cluster =
                new BenchmarkCluster(results.resolve("clusters"), 1, BenchmarkCluster.roomFor(INSTANCES))) {
            cluster.up();
            cluster.configure();
            try (Cluster handle = cluster.open();
                    Resources resources = new Resources(handle)) {
                rows.add(new Row(0, 0, Simulators.residentMib(handle)));
                resources.instances(GUESTS);
                visitGuests(handle, resources.key());
                rows.add(new Row(GUESTS, GUESTS, Simulators.residentMib(handle)));
                resources.stop(resources.instances(INSTANCES - GUESTS));
                rows.add(new Row(INSTANCES, GUESTS, Simulators.residentMib(handle)));
            }
        }
        AtomicFiles.write(results.resolve("memory.json"), Json.write(rows));
        System.out.println("instances  running guests  memory MiB");
        for (Row row : rows) {
            System.out.printf(Locale.ROOT, "%9d %15d %11d%n", row.instances(), row.runningGuests(), row.residentMib());
        }
    }

    /** Logs in to each: what a guest needs for its users it has only then. */
    private static void visitGuests(Cluster cluster, KeyPair key) throws Exception {
        Shell shell = cluster.shell(cluster.node(1));
        CommandResult processes = shell.run(Command.of("ps", "auxw"));
        List<Integer> ports = processes
                .stdout()
                .lines()
                .map(PORT::matcher)
                .filter(Matcher::find)
                .map(port -> Integer.valueOf(port.group(1)))
                .toList();
        if (ports.size() != GUESTS) {
            throw new IOException("%d guests were expected: %s".formatted(GUESTS, processes));
        }
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setIoServiceFactoryFactory(SshTransport.factory());
            client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(key));
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            for (int port : ports) {
                try (Tunnel tunnel = shell.forward("127.0.0.1", port)) {
                    Waits.until("the guest at port %d has booted".formatted(port), () -> answers(client, tunnel));
                }
            }
        }
    }

    private static boolean answers(SshClient client, Tunnel tunnel) throws IOException {
        try (ClientSession session = client.connect("ec2-user", tunnel.host(), tunnel.port())
                .verify(LIMIT)
                .getSession()) {
            session.auth().verify(LIMIT);
            return !session.executeRemoteCommand("nproc").isBlank();
        } catch (SshException cutOff) {
            return false;
        }
    }

    /**
     * One line of the table.
     *
     * @param instances all, those that have been stopped included
     * @param runningGuests those that run, each of which somebody has logged in to
     * @param residentMib resident memory of the process, in MiB
     */
    record Row(int instances, int runningGuests, long residentMib) {}
}
