package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.compute.SshKeys.Generated;
import dev.hivecluster.simulator.compute.SshKeys.PublicKey;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/**
 * Key pairs (recordings 058–081). As in Hive they are objects of the storage: the public key under its name, what is told
 * of it under its id (hive contract, section 4.9).
 */
final class KeyPairs {
    /** What the keys of their objects begin with. */
    static final String PREFIX = "keys/123456789/";

    private static final String BUCKET = ObjectStore.HIVE_BUCKET;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Platform platform;

    KeyPairs(Platform platform) {
        this.platform = platform;
    }

    CreateKeyPairResponse create(CreateKeyPairRequest request) {
        String name = validName(request.keyName());
        ObjectStore objects = platform.objects();
        if (objects.get(BUCKET, PREFIX + name).isPresent()) {
            throw HiveErrors.error("InvalidKeyPair.Duplicate");
        }
        String type = Objects.requireNonNullElse(request.keyTypeAsString(), "ed25519");
        if (!type.equals("ed25519") && !type.equals("rsa")) {
            throw HiveErrors.error("InvalidParameterValue");
        }
        Generated generated = SshKeys.generate(type);
        KeyPairRecord entry = store(objects, name, generated.publicKey());
        return CreateKeyPairResponse.builder()
                .keyFingerprint(entry.fingerprint())
                .keyMaterial(generated.privateKey())
                .keyName(entry.name())
                .keyPairId(entry.id())
                .build();
    }

    ImportKeyPairResponse importKey(ImportKeyPairRequest request) {
        String given = request.keyName();
        SdkBytes material = request.publicKeyMaterial();
        if (given == null || given.isEmpty() || material == null || material.asByteArrayUnsafe().length == 0) {
            throw HiveErrors.error("MissingParameter");
        }
        String name = validName(given);
        ObjectStore objects = platform.objects();
        if (objects.get(BUCKET, PREFIX + name).isPresent()) {
            throw HiveErrors.error("InvalidKeyPair.Duplicate");
        }
        PublicKey key = PublicKey.parse(material.asString(StandardCharsets.UTF_8))
                .orElseThrow(() -> HiveErrors.error("InvalidKeyPair.Format"));
        KeyPairRecord entry = store(objects, name, key);
        return ImportKeyPairResponse.builder()
                .keyFingerprint(entry.fingerprint())
                .keyName(entry.name())
                .keyPairId(entry.id())
                .tags(List.of())
                .build();
    }

    DescribeKeyPairsResponse describe(DescribeKeyPairsRequest request) {
        List<KeyPairInfo> infos = entries(platform.objects()).stream()
                .filter(entry ->
                        request.keyNames().isEmpty() || request.keyNames().contains(entry.name()))
                .filter(entry ->
                        request.keyPairIds().isEmpty() || request.keyPairIds().contains(entry.id()))
                .map(entry -> KeyPairInfo.builder()
                        .keyPairId(entry.id())
                        .keyFingerprint(entry.fingerprint())
                        .keyName(entry.name())
                        .keyType(entry.type())
                        .tags(List.of())
                        // The storage gives every object the time of the listing, and Hive passes that on.
                        .createTime(platform.clock().instant())
                        .build())
                .toList();
        DescribeKeyPairsResponse.Builder response = DescribeKeyPairsResponse.builder();
        return infos.isEmpty() ? response.build() : response.keyPairs(infos).build();
    }

    DeleteKeyPairResponse delete(DeleteKeyPairRequest request) {
        String id = request.keyPairId();
        boolean byId = id != null && !id.isEmpty();
        String wanted = byId ? id : validName(request.keyName());
        ObjectStore objects = platform.objects();
        KeyPairRecord entry = entries(objects).stream()
                .filter(candidate -> (byId ? candidate.id() : candidate.name()).equals(wanted))
                .findFirst()
                .orElseThrow(KeyPairs::notFound);
        if (!objects.delete(BUCKET, PREFIX + entry.name())) {
            throw notFound();
        }
        objects.delete(BUCKET, PREFIX + entry.id() + ".json");
        return DeleteKeyPairResponse.builder().build();
    }

    private static Ec2Exception notFound() {
        return HiveErrors.error("InvalidKeyPair.NotFound");
    }

    private static String validName(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        if (!NAME.matcher(name).matches()) {
            throw HiveErrors.error("InvalidKeyPair.Format");
        }
        return name;
    }

    /** The public key is stored first and decides: of two that come at once, one is the duplicate. */
    private static KeyPairRecord store(ObjectStore objects, String name, PublicKey key) {
        KeyPairRecord entry = new KeyPairRecord(ResourceIds.next("key"), name, key.fingerprint());
        if (!objects.putIfAbsent(BUCKET, PREFIX + name, (key.line() + "\n").getBytes(StandardCharsets.UTF_8))) {
            throw HiveErrors.error("InvalidKeyPair.Duplicate");
        }
        objects.put(BUCKET, PREFIX + entry.id() + ".json", entry.write());
        return entry;
    }

    private static List<KeyPairRecord> entries(ObjectStore objects) {
        return objects.keys(BUCKET, PREFIX + "key-").stream()
                .filter(key -> key.endsWith(".json"))
                .map(key -> objects.get(BUCKET, key))
                .flatMap(Optional::stream)
                .map(KeyPairRecord::read)
                .flatMap(Optional::stream)
                .toList();
    }
}
