package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.ShellException;
import dev.hivecluster.remote.SshTransport;
import dev.hivecluster.remote.Tunnel;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/**
 * The guests inside instances. Each has an SSH port on the loopback interface of the node that runs it, told by the
 * arguments of its QEMU (hive contract, section 4.8), and reached through that node. The first key that a guest shows is the
 * one that it has to show ever after: nobody tells it before, and the way to it is the verified one of its node.
 */
final class Guests implements AutoCloseable {
    private static final String USER = "ec2-user";
    private static final Duration PORT_LIMIT = Duration.ofSeconds(60);
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("hostfwd=tcp:([0-9.]*):(\\d+)-:22");
    private static final AttributeKey<String> INSTANCE = new AttributeKey<>();

    private final Cluster cluster;
    private final Supplier<LoginKey> key;
    private final Map<String, PublicKey> hostKeys = new ConcurrentHashMap<>();
    private final Lazy<SshClient> client = new Lazy<>(this::start);

    Guests(Cluster cluster, Supplier<LoginKey> key) {
        this.cluster = cluster;
        this.key = key;
    }

    /**
     * Where the SSH server of an instance's guest is.
     *
     * @param node what runs it
     * @param host an address of that node, as the node sees it
     */
    record Port(String instance, Node node, String host, int number) {}

    /** Waits until a node runs the instance, and says where its guest's SSH server is. */
    Port port(String instance) {
        List<Port> found = new ArrayList<>();
        Waits.untilAsserted("a node runs " + instance, PORT_LIMIT, () -> {
            found.clear();
            found.addAll(ports(instance));
            assertThat(found).as("QEMUs of %s with an SSH port", instance).hasSize(1);
        });
        return found.get(0);
    }

    /** The QEMUs of an instance on all nodes. */
    List<Port> ports(String instance) throws ShellException, InterruptedException {
        List<Port> ports = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            CommandResult processes = new HiveCommand(cluster, node).script("ps auxw");
            assertThat(processes.status()).as(processes.stderr()).isZero();
            for (String line : processes.stdout().lines().toList()) {
                Matcher port = PORT.matcher(line);
                if (line.contains("qemu-system") && line.contains(instance) && port.find()) {
                    String host = port.group(1).isEmpty() ? "127.0.0.1" : port.group(1);
                    ports.add(new Port(instance, node, host, Integer.parseInt(port.group(2))));
                }
            }
        }
        return ports;
    }

    /** Waits until the guest lets one in. */
    void awaitLogin(Port port) {
        Waits.untilAsserted(
                "the guest of %s lets %s in; a real Hive needs an image that boots: -Dhive.image"
                        .formatted(port.instance(), USER),
                BOOT_LIMIT,
                () -> assertThat(run(port, "echo ready")).isEqualTo("ready"));
    }

    /** Runs a command in the guest, and returns what it printed, without blanks around it. */
    String run(Port port, String command) throws IOException, InterruptedException {
        try (Tunnel tunnel = cluster.shell(port.node()).forward(port.host(), port.number());
                ClientSession session = client.get()
                        .connect(
                                USER,
                                tunnel.host(),
                                tunnel.port(),
                                AttributeRepository.ofKeyValuePair(INSTANCE, port.instance()),
                                null)
                        .verify(CONNECT_LIMIT)
                        .getSession()) {
            session.addPublicKeyIdentity(key.get().pair());
            session.auth().verify(CONNECT_LIMIT);
            return GuestCommand.run(session, command, COMMAND_LIMIT);
        }
    }

    /** Waits until nobody gets in any more at a port that once was open. */
    void awaitUnreachable(Port port) {
        Waits.untilAsserted("nothing is left of the guest of " + port.instance(), () -> {
            assertThat(ports(port.instance()))
                    .as("QEMUs of %s", port.instance())
                    .isEmpty();
            assertThat(isReachable(port))
                    .as("somebody lets %s in at %s", USER, port)
                    .isFalse();
        });
    }

    private boolean isReachable(Port port) throws ShellException, InterruptedException {
        try {
            run(port, "echo ready");
            return true;
        } catch (ShellException e) {
            // The way to the node, not to the guest.
            throw e;
        } catch (IOException refused) {
            return false;
        }
    }

    private SshClient start() {
        SshClient started = SshClient.setUpDefaultClient();
        started.setIoServiceFactoryFactory(SshTransport.factory());
        started.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        started.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        started.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        started.setAgentFactory(null);
        started.setServerKeyVerifier((session, address, shown) -> {
            PublicKey known =
                    hostKeys.putIfAbsent(session.getConnectionContext().getAttribute(INSTANCE), shown);
            return known == null || KeyUtils.compareKeys(known, shown);
        });
        started.start();
        return started;
    }

    @Override
    public void close() {
        client.ifMade().ifPresent(SshClient::stop);
    }
}
