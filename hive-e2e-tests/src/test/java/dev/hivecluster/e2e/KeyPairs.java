package dev.hivecluster.e2e;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/** The key pairs of one test, under names that are nobody else's; closed, they are gone. */
final class KeyPairs implements AutoCloseable {
    private static final int RSA_BITS = 2048;

    private final Ec2Client ec2;
    private final Set<String> own = ConcurrentHashMap.newKeySet();

    KeyPairs(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    static String uniqueName() {
        return "e2e-" + UUID.randomUUID();
    }

    CreateKeyPairResponse create(String name) {
        own.add(name);
        return ec2.createKeyPair(request -> request.keyName(name));
    }

    /** Creates one and returns its name. */
    String create() {
        String name = uniqueName();
        create(name);
        return name;
    }

    ImportKeyPairResponse importRsa(String name) {
        own.add(name);
        return ec2.importKeyPair(
                request -> request.keyName(name).publicKeyMaterial(SdkBytes.fromUtf8String(publicKey())));
    }

    /** Imports one and returns its name. */
    String importRsa() {
        String name = uniqueName();
        importRsa(name);
        return name;
    }

    DeleteKeyPairResponse delete(String name) {
        return deleteThrough(ec2, name);
    }

    /** Deletes one of them through the gateway of another client. */
    DeleteKeyPairResponse deleteThrough(Ec2Client client, String name) {
        DeleteKeyPairResponse response = client.deleteKeyPair(request -> request.keyName(name));
        own.remove(name);
        return response;
    }

    /** The names of all key pairs that a gateway lists. */
    static List<String> names(Ec2Client ec2) {
        return ec2.describeKeyPairs().keyPairs().stream()
                .map(KeyPairInfo::keyName)
                .toList();
    }

    @Override
    public void close() {
        List.copyOf(own).forEach(this::delete);
    }

    /** A new RSA key's public half, as {@code ssh-keygen} writes it. */
    private static String publicKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            RSAPublicKey key = (RSAPublicKey) generator.generateKeyPair().getPublic();
            ByteArrayOutputStream blob = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(blob);
            for (byte[] field : List.of(
                    "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
                    key.getPublicExponent().toByteArray(),
                    key.getModulus().toByteArray())) {
                out.writeInt(field.length);
                out.write(field);
            }
            return "ssh-rsa " + Base64.getEncoder().encodeToString(blob.toByteArray()) + " e2e";
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("a JDK can make RSA keys", e);
        }
    }
}
