package dev.hivecluster.simulator.compute;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** SSH keys in OpenSSH's forms, with the fingerprints that Hive gives them (hive contract, section 9). */
final class SshKeys {
    private static final int RSA_BITS = 2048;
    private static final int ED25519_BITS = 256;

    private SshKeys() {}

    /**
     * A new key pair.
     *
     * @param type {@code ed25519} or {@code rsa}
     */
    static Generated generate(String type) {
        try {
            KeyPair pair = type.equals("rsa")
                    ? KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, RSA_BITS)
                    : KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
            ByteArrayOutputStream privateKey = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, null, null, privateKey);
            String material = privateKey.toString(StandardCharsets.UTF_8);
            PublicKey publicKey = PublicKey.parse(PublicKeyEntry.toString(pair.getPublic()))
                    .orElseThrow(() -> new IllegalStateException("a key of one's own making cannot be read"));
            return new Generated(publicKey, material.endsWith("\n") ? material : material + "\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make " + type + " keys", e);
        }
    }

    /**
     * A new key pair.
     *
     * @param publicKey what servers know
     * @param privateKey what the client keeps, as OpenSSH's PEM
     */
    record Generated(PublicKey publicKey, String privateKey) {
        @Override
        public String toString() {
            return "Generated[" + publicKey.fingerprint() + "]";
        }
    }

    /**
     * A public key.
     *
     * @param line as in {@code authorized_keys}
     * @param fingerprint SHA-256 in base64 of an ed25519 key, MD5 without colons of an RSA key
     */
    record PublicKey(String line, String fingerprint) {
        /** How the fingerprint of an ed25519 key begins. */
        static final String SHA256 = "SHA256:";

        /** Reads a line of {@code authorized_keys}; nothing if it is none, or of a type that Hive does not take. */
        static Optional<PublicKey> parse(String line) {
            try {
                PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(line.strip());
                if (entry == null || entry.resolvePublicKey(null, null, null) == null) {
                    return Optional.empty();
                }
                byte[] blob = entry.getKeyData();
                return switch (entry.getKeyType()) {
                    case KeyPairProvider.SSH_RSA ->
                        Optional.of(new PublicKey(line.strip(), HexFormat.of().formatHex(digest("MD5", blob))));
                    case KeyPairProvider.SSH_ED25519 ->
                        Optional.of(new PublicKey(line.strip(), SHA256 + base64(digest("SHA-256", blob))));
                    default -> Optional.empty();
                };
            } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
                return Optional.empty();
            }
        }

        private static String base64(byte[] octets) {
            return Base64.getEncoder().withoutPadding().encodeToString(octets);
        }

        private static byte[] digest(String algorithm, byte[] blob) throws GeneralSecurityException {
            return MessageDigest.getInstance(algorithm).digest(blob);
        }
    }
}
