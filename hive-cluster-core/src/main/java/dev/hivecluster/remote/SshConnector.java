package dev.hivecluster.remote;

import dev.hivecluster.model.Node;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * The SSH client: opens sessions that are logged in. It knows one key per session and nothing of the user's own: no agent,
 * no password, no file below {@code ~/.ssh}.
 */
final class SshConnector implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(15);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int HEARTBEATS_WITHOUT_ANSWER = 3;

    private final Object lock = new Object();
    private @Nullable SshClient client;
    private boolean closed;

    /**
     * Connects once and logs in.
     *
     * @throws HostUnreachableException if the server does not answer or breaks off
     * @throws HostKeyException if it is not the host that it should be
     * @throws LoginRefusedException if it does not let the user in
     */
    ClientSession connect(String user, Path keyFile, Node node, HostKeyCheck check)
            throws ShellException, InterruptedException {
        SshClient started = client();
        KeyPair key = load(keyFile, node);
        try {
            return login(open(started, user, node, check), key);
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        } catch (IOException e) {
            if (check.failure().isPresent()) {
                throw check.failure().get();
            }
            if (isRefusal(e)) {
                throw new LoginRefusedException(
                        "%s does not let %s in with the key %s (%s); the public key must be in the user's authorized_keys there"
                                .formatted(describe(node), user, keyFile, KnownHostKey.describe(key.getPublic())),
                        e);
            }
            throw new HostUnreachableException("%s: %s".formatted(describe(node), seen(e)), e);
        }
    }

    /** Stops the client; no thread of it is left. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (client != null) {
                client.stop();
            }
        }
    }

    /** Starts it with the first session: whoever needs none does not pay for it. */
    private SshClient client() throws ShellException {
        synchronized (lock) {
            if (closed) {
                throw new ShellException("the cluster's shells were closed");
            }
            SshClient known = client;
            if (known == null) {
                known = start();
                client = known;
            }
            return known;
        }
    }

    private static SshClient start() {
        SshClient client = SshClient.setUpDefaultClient();
        client.setIoServiceFactoryFactory(SshTransport.factory());
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setAgentFactory(null);
        client.setServerKeyVerifier((session, address, key) -> check(session).accepts(key));
        client.addSessionListener(new KnownKeyTypesFirst());
        // Without it each command on loopback takes 40 ms: Nagle's algorithm against delayed acknowledgements.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, HEARTBEATS_WITHOUT_ANSWER);
        client.start();
        return client;
    }

    private static ClientSession open(SshClient client, String user, Node node, HostKeyCheck check) throws IOException {
        ConnectFuture connecting = client.connect(
                user,
                node.management(),
                node.sshPort(),
                AttributeRepository.ofKeyValuePair(HostKeyCheck.ATTRIBUTE, check),
                null);
        try {
            return connecting.verify(CONNECT_LIMIT).getSession();
        } catch (IOException e) {
            connecting.cancel();
            throw e;
        }
    }

    private static ClientSession login(ClientSession session, KeyPair key) throws IOException {
        try {
            session.addPublicKeyIdentity(key);
            session.auth().verify(LOGIN_LIMIT);
            return session;
        } catch (IOException e) {
            session.close(true);
            throw e;
        }
    }

    private static InterruptedException interrupted(InterruptedIOException e) {
        InterruptedException interrupt = new InterruptedException("interrupted while connecting");
        interrupt.initCause(e);
        return interrupt;
    }

    private static HostKeyCheck check(ClientSession session) {
        return session.getConnectionContext().getAttribute(HostKeyCheck.ATTRIBUTE);
    }

    private static String describe(Node node) {
        return "%s (%s:%d)".formatted(node, node.management(), node.sshPort());
    }

    private static boolean isRefusal(IOException e) {
        return e instanceof SshException ssh
                && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
    }

    /** What was observed, for people: the innermost reason. */
    private static String seen(IOException e) {
        Throwable reason = e;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        String message = reason.getMessage();
        return message == null ? reason.getClass().getSimpleName() : message;
    }

    private static KeyPair load(Path file, Node node) throws LoginRefusedException {
        try (var stream = Files.newInputStream(file)) {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null, () -> file.toString(), stream, FilePasswordProvider.EMPTY);
            Iterator<KeyPair> found = pairs == null ? List.<KeyPair>of().iterator() : pairs.iterator();
            if (!found.hasNext()) {
                throw new LoginRefusedException("%s holds no private key; one is needed for %s".formatted(file, node));
            }
            return found.next();
        } catch (NoSuchFileException e) {
            throw new LoginRefusedException(
                    "the private key %s, which the inventory names for %s, does not exist".formatted(file, node), e);
        } catch (IOException | GeneralSecurityException e) {
            throw new LoginRefusedException(
                    "the private key %s for %s cannot be used: %s. It must be readable and have no passphrase"
                            .formatted(file, node, e.getMessage()),
                    e);
        }
    }

    /** Asks the server for a key of a type that is known of it: a server has several. */
    private static final class KnownKeyTypesFirst implements SessionListener {
        @Override
        public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
            try {
                String offered = proposal.getOrDefault(KexProposalOption.SERVERKEYS, "");
                Set<String> known = check((ClientSession) session).types();
                List<String> first = new ArrayList<>();
                List<String> rest = new ArrayList<>();
                for (String algorithm : offered.split(",", -1)) {
                    (known.contains(KeyUtils.getCanonicalKeyType(algorithm)) ? first : rest).add(algorithm);
                }
                first.addAll(rest);
                proposal.put(KexProposalOption.SERVERKEYS, String.join(",", first));
            } catch (IOException unreadable) {
                // The check itself meets the same file, and refuses the host with the reason.
                return;
            }
        }
    }
}
