package dev.hivecluster.remote;

import dev.hivecluster.directory.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * An SSH key pair, of a user or a host, in the form of OpenSSH.
 *
 * @param privateKey the private key's file, unencrypted
 * @param publicKey the public key's line, {@code <type> <base64> <comment>}, without a line feed
 */
public record SshKeyPair(String privateKey, String publicKey) {
    private static final int ED25519_BITS = 256;

    /** Makes an ed25519 key pair. */
    public static SshKeyPair generate(String comment) {
        try {
            KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
            ByteArrayOutputStream secret = new ByteArrayOutputStream();
            ByteArrayOutputStream open = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, comment, null, secret);
            OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pair.getPublic(), comment, open);
            return new SshKeyPair(
                    secret.toString(StandardCharsets.UTF_8),
                    open.toString(StandardCharsets.UTF_8).strip());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("an ed25519 key cannot be made: " + e.getMessage(), e);
        }
    }

    /** Writes the private key, readable by its owner only, and the public key beside it as {@code <file>.pub}. */
    public void write(Path file) throws IOException {
        AtomicFiles.writePrivate(file, privateKey);
        AtomicFiles.write(file.resolveSibling(file.getFileName() + ".pub"), publicKey + "\n");
    }

    /** The public key alone: a private key has no business in a log. */
    @Override
    public String toString() {
        return publicKey;
    }
}
