package dev.hivecluster.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;

/**
 * A key pair that Hive made, with which one logs in to guests.
 *
 * @param name what Hive calls it
 * @param pair both halves
 */
record LoginKey(String name, KeyPair pair) {
    static LoginKey of(CreateKeyPairResponse created) {
        try {
            byte[] pem = created.keyMaterial().getBytes(StandardCharsets.US_ASCII);
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(created.keyName()),
                    new ByteArrayInputStream(pem),
                    FilePasswordProvider.EMPTY);
            return new LoginKey(created.keyName(), pairs.iterator().next());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("the private key of %s cannot be read".formatted(created.keyName()), e);
        }
    }
}
