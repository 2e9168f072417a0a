package dev.hivecluster.remote;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The OpenSSH server of this machine, on loopback with a configuration of its own, as whoever runs the test. */
final class OpenSshServer implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Process process;
    private final int port;

    /** Starts it; where it is not installed, the test that asks for it is reported as not run. */
    OpenSshServer(Path temp, Path hostKey, SshKeyPair user) throws IOException {
        assumeTrue(Files.isExecutable(SSHD), SSHD + " is not installed");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path authorizedKeys = Files.writeString(temp.resolve("authorized_keys"), user.publicKey() + "\n");
        // LC_* is let through by default on Debian. With a shell level above 1, bash leaves the user's own start files
        // alone.
        Path config = Files.writeString(temp.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%d
                HostKey "%s"
                AuthorizedKeysFile "%s"
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                AllowTcpForwarding yes
                AcceptEnv LC_*
                SetEnv SHLVL=2
                Subsystem sftp internal-sftp
                """.formatted(port, hostKey, authorizedKeys));
        if (user().equals("root")) {
            // Where the server changes its user, this directory must exist.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("sshd.log").toFile())
                .start();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static String user() {
        return System.getProperty("user.name");
    }
}
