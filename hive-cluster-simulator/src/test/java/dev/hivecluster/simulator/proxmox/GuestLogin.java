package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.remote.SshKeyPair;
import dev.hivecluster.remote.SshTransport;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** Logs in to guests by SSH. */
final class GuestLogin {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private GuestLogin() {}

    /** Runs a command as {@code tf-user}; fails if the status is not 0 or the server shows another key than this one. */
    static String run(String address, int port, SshKeyPair user, String hostKey, String command) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setIoServiceFactoryFactory(SshTransport.factory());
            PublicKey expected = SshKeys.publicKey(hostKey);
            client.setServerKeyVerifier((session, remote, key) -> key.equals(expected));
            client.start();
            try (ClientSession session = login(client, address, port, user)) {
                return session.executeRemoteCommand(command);
            }
        }
    }

    /** The host key that a server shows, as {@code <type> <base64>}. */
    static String hostKey(String address, int port, SshKeyPair user) throws IOException {
        AtomicReference<PublicKey> shown = new AtomicReference<>();
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setIoServiceFactoryFactory(SshTransport.factory());
            client.setServerKeyVerifier((session, remote, key) -> {
                shown.set(key);
                return true;
            });
            client.start();
            login(client, address, port, user).close();
        }
        return PublicKeyEntry.toString(shown.get());
    }

    private static ClientSession login(SshClient client, String address, int port, SshKeyPair user) throws IOException {
        ClientSession session =
                client.connect("tf-user", address, port).verify(LIMIT).getSession();
        session.addPublicKeyIdentity(SshKeys.keyPair("the user's key", user.privateKey()));
        session.auth().verify(LIMIT);
        return session;
    }
}
