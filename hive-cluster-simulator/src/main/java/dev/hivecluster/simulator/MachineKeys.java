package dev.hivecluster.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Iterator;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The process's side of the keys: it reads those that the deployer made. */
record MachineKeys(SimulatorFiles files) {
    /** The key that a machine's SSH server shows. */
    KeyPair hostKey(String machine) throws IOException {
        Path file = files.hostKey(machine);
        try (InputStream in = Files.newInputStream(file)) {
            Iterator<KeyPair> keys = SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), in, null)
                    .iterator();
            return keys.next();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("%s holds no usable key".formatted(file), e);
        }
    }

    /** The public part of it, as {@code <type> <base64>}. */
    String publicHostKey(String machine) throws IOException {
        Path file = files.publicHostKey(machine);
        String[] fields = Files.readString(file).strip().split(" ", 3);
        if (fields.length < 2) {
            throw new IOException("%s holds no public key".formatted(file));
        }
        return fields[0] + " " + fields[1];
    }

    /** The key with which people log in. */
    PublicKey authorizedKey() throws IOException {
        Path file = files.authorizedKey();
        try {
            return PublicKeyEntry.parsePublicKeyEntry(Files.readString(file).strip())
                    .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("%s holds no public key".formatted(file), e);
        }
    }
}
