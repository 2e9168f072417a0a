package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The key that a guest's SSH server shows. It lies on its disk: who knows it finds the same after a stop and a start. */
final class GuestHostKey {
    private static final String FILE = "/etc/ssh/ssh_host_ed25519_key";

    private GuestHostKey() {}

    /** The key on a disk; made if there is none yet. */
    static KeyPair on(FileTree disk) throws IOException {
        Path file = disk.resolve(FILE);
        try {
            return Files.exists(file) ? read(file) : make(file);
        } catch (GeneralSecurityException e) {
            throw new IOException("%s cannot be had: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(FILE), in, null)
                    .iterator()
                    .next();
        }
    }

    private static KeyPair make(Path file) throws IOException, GeneralSecurityException {
        KeyPair made = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        Files.createDirectories(file.getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made, null, null, out);
        }
        return made;
    }
}
