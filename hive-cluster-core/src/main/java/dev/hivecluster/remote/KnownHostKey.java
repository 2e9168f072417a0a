package dev.hivecluster.remote;

import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * A host key that somebody wrote down.
 *
 * @param place where, for people
 * @param revoked whether it must not be trusted
 */
record KnownHostKey(String place, PublicKey key, boolean revoked) {
    boolean is(PublicKey other) {
        return KeyUtils.compareKeys(key, other);
    }

    String type() {
        return KeyUtils.getKeyType(key);
    }

    /** A key for people: {@code ssh-ed25519 SHA256:…}, as OpenSSH shows it. */
    static String describe(PublicKey key) {
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    @Override
    public String toString() {
        return describe(key);
    }
}
