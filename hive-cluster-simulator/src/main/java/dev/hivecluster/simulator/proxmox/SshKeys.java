package dev.hivecluster.simulator.proxmox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Keys of SSH as texts and as the SSH library has them. */
final class SshKeys {
    private static final int ED25519_BITS = 256;

    private SshKeys() {}

    static KeyPair generate() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an ed25519 key cannot be made: " + e.getMessage(), e);
        }
    }

    /** @param line {@code <type> <base64> [<comment>]} */
    static PublicKey publicKey(String line) throws IOException {
        try {
            return PublicKeyEntry.parsePublicKeyEntry(line.strip())
                    .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("no public key of SSH: " + line, e);
        }
    }

    /**
     * @param name what it is, for people
     * @param text in the form of OpenSSH or PEM, unencrypted
     */
    static KeyPair keyPair(String name, String text) throws IOException {
        try (ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(name), in, null)
                    .iterator()
                    .next();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("%s is no private key of SSH".formatted(name), e);
        }
    }
}
