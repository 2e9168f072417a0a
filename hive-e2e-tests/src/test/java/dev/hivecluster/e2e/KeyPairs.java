package dev.hivecluster.e2e;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.spec.RSAKeyGenParameterSpec;
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

    /**
     * A new RSA public key, as {@code ssh-keygen} writes it. Nobody logs in with it: the product of two primes, which takes
     * long to find, could not be told from any other odd number.
     */
    private static String publicKey() {
        BigInteger modulus = new BigInteger(RSA_BITS, new SecureRandom())
                .setBit(RSA_BITS - 1)
                .setBit(0);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        for (byte[] field : List.of(
                "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
                RSAKeyGenParameterSpec.F4.toByteArray(),
                modulus.toByteArray())) {
            blob.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
            blob.writeBytes(field);
        }
        return "ssh-rsa " + Base64.getEncoder().encodeToString(blob.toByteArray()) + " e2e";
    }
}
