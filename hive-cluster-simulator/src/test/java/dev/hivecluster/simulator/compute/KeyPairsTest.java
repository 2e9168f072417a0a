package dev.hivecluster.simulator.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.simulator.storage.ObjectStore;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

class KeyPairsTest {
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGY4UZMYdv92ZihZLuVGH2ZFcX25oqe6HnX0tz8qDgmK someone@somewhere";
    private static final String ECDSA = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBG"
            + "rTzAttWT21zkL0Z8krg/tcnEgUr2txGzN6NUirUTWcG50q6QdTZ4+5hkgsupwjA+YR5pqXFeuP0DHDAeYCRak=";

    @TempDir
    Path directory;

    private final FakePlatform platform = new FakePlatform();
    private final Ec2Client ec2 = new HiveCompute(platform);

    private CreateKeyPairResponse create(String name) {
        return ec2.createKeyPair(request -> request.keyName(name));
    }

    private ImportKeyPairResponse importKey(String name, String publicKey) {
        return ec2.importKeyPair(
                request -> request.keyName(name).publicKeyMaterial(SdkBytes.fromUtf8String(publicKey)));
    }

    private List<KeyPairInfo> list() {
        return ec2.describeKeyPairs(request -> {}).keyPairs();
    }

    private static void refused(ThrowingCallable call, String code, int status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Ec2Exception.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void openssh_reads_the_private_key_and_finds_the_public_one_and_its_fingerprint(String type) throws Exception {
        assumeTrue(onPath("ssh-keygen"), "ssh-keygen is not on the PATH");
        CreateKeyPairResponse created =
                ec2.createKeyPair(request -> request.keyName("k").keyType(type));
        assertThat(created.keyMaterial())
                .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n")
                .endsWith("\n-----END OPENSSH PRIVATE KEY-----\n");
        Path file = Files.createFile(
                directory.resolve(type),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, created.keyMaterial());
        String publicKey = run("ssh-keygen", "-y", "-f", file.toString());
        String stored = new String(
                platform.objects()
                        .get(ObjectStore.HIVE_BUCKET, "keys/123456789/k")
                        .orElseThrow(),
                StandardCharsets.UTF_8);
        assertThat(stored.split(" ", 3)[1].strip()).isEqualTo(publicKey.split(" ", 3)[1].strip());
        boolean rsa = type.equals("rsa");
        String fingerprint = run("ssh-keygen", "-l", "-E", rsa ? "md5" : "sha256", "-f", file.toString())
                .split(" ", 3)[1];
        assertThat(created.keyFingerprint())
                .isEqualTo(rsa ? fingerprint.replace("MD5:", "").replace(":", "") : fingerprint);
    }

    @Test
    void a_new_key_has_an_id_and_is_ed25519() {
        CreateKeyPairResponse created = create("k");
        assertThat(created.keyPairId()).matches("key-[0-9a-f]{17}");
        assertThat(list()).singleElement().satisfies(info -> {
            assertThat(info.keyName()).isEqualTo("k");
            assertThat(info.keyPairId()).isEqualTo(created.keyPairId());
            assertThat(info.keyFingerprint()).isEqualTo(created.keyFingerprint());
            assertThat(info.keyTypeAsString()).isEqualTo("ed25519");
            assertThat(info.createTime()).isEqualTo(FakePlatform.NOW);
            assertThat(info.tags()).isEmpty();
        });
    }

    @Test
    void the_private_key_is_not_stored() {
        String secret = create("k").keyMaterial().lines().skip(1).findFirst().orElseThrow();
        for (String key : platform.objects().keys(ObjectStore.HIVE_BUCKET, "")) {
            assertThat(new String(
                            platform.objects().get(ObjectStore.HIVE_BUCKET, key).orElseThrow(), StandardCharsets.UTF_8))
                    .doesNotContain(secret, "PRIVATE");
        }
    }

    @Test
    void all_gateways_of_a_cluster_know_the_same_keys() {
        create("k");
        Ec2Client other = new HiveCompute(platform);
        assertThat(other.describeKeyPairs(request -> {}).keyPairs()).hasSize(1);
        refused(() -> other.createKeyPair(request -> request.keyName("k")), "InvalidKeyPair.Duplicate", 409);
    }

    @Test
    void names_are_checked_before_anything_else() {
        refused(() -> ec2.createKeyPair(request -> {}), "MissingParameter", 400);
        refused(() -> create(""), "MissingParameter", 400);
        refused(() -> create("bad/../name"), "InvalidKeyPair.Format", 400);
        refused(() -> create("white space"), "InvalidKeyPair.Format", 400);
        refused(() -> importKey("bad/../name", ED25519), "InvalidKeyPair.Format", 400);
        refused(() -> ec2.deleteKeyPair(request -> {}), "MissingParameter", 400);
        assertThat(list()).isEmpty();
    }

    @Test
    void a_type_that_there_is_not_is_refused() {
        refused(() -> ec2.createKeyPair(request -> request.keyName("k").keyType("dsa")), "InvalidParameterValue", 400);
    }

    @Test
    void an_imported_key_keeps_its_fingerprint() {
        assertThat(importKey("k", ED25519).keyFingerprint())
                .isEqualTo("SHA256:CsgJgQwJqfU7d80uOUKQEFn0BE2bf8zf/DHJVISqYMw");
        assertThat(importKey("with-line-feed", ED25519 + "\n").keyFingerprint()).startsWith("SHA256:");
    }

    @Test
    void what_is_no_key_or_of_a_type_that_hive_does_not_take_is_refused() {
        for (String material : List.of("not-a-valid-public-key", "ssh-ed25519 !!!", "ssh-rsa AAAA", "\n", ECDSA)) {
            refused(() -> importKey("k", material), "InvalidKeyPair.Format", 400);
        }
        refused(() -> importKey("k", ""), "MissingParameter", 400);
        refused(() -> ec2.importKeyPair(request -> request.keyName("k")), "MissingParameter", 400);
        assertThat(list()).isEmpty();
    }

    @Test
    void a_name_is_given_once_however_the_key_came() {
        create("k");
        refused(() -> importKey("k", ED25519), "InvalidKeyPair.Duplicate", 409);
        importKey("i", ED25519);
        refused(() -> create("i"), "InvalidKeyPair.Duplicate", 409);
    }

    @Test
    void of_keys_of_one_name_that_are_made_at_once_one_remains() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> attempt = () -> {
                try {
                    create("k");
                    return true;
                } catch (Ec2Exception e) {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidKeyPair.Duplicate");
                    return false;
                }
            };
            int made = 0;
            for (Future<Boolean> result : callers.invokeAll(Collections.nCopies(16, attempt))) {
                made += result.get() ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
            assertThat(list()).hasSize(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void keys_are_found_by_name_and_by_id_and_unknown_ones_are_nothing() {
        String id = create("a").keyPairId();
        create("b");
        assertThat(ec2.describeKeyPairs(request -> request.keyNames("b")).keyPairs())
                .extracting(KeyPairInfo::keyName)
                .containsExactly("b");
        assertThat(ec2.describeKeyPairs(request -> request.keyPairIds(id)).keyPairs())
                .extracting(KeyPairInfo::keyName)
                .containsExactly("a");
        assertThat(ec2.describeKeyPairs(request -> request.keyNames("nope")).hasKeyPairs())
                .isFalse();
    }

    @Test
    void keys_are_listed_in_the_order_of_their_ids() {
        for (String name : List.of("c", "a", "b")) {
            create(name);
        }
        assertThat(list()).extracting(KeyPairInfo::keyPairId).isSorted();
    }

    @Test
    void a_deleted_key_is_gone_and_its_name_free() {
        create("a");
        String id = create("b").keyPairId();
        ec2.deleteKeyPair(request -> request.keyName("a"));
        ec2.deleteKeyPair(request -> request.keyPairId(id));
        assertThat(list()).isEmpty();
        assertThat(platform.objects().keys(ObjectStore.HIVE_BUCKET, "")).isEmpty();
        refused(() -> ec2.deleteKeyPair(request -> request.keyName("a")), "InvalidKeyPair.NotFound", 404);
        refused(() -> ec2.deleteKeyPair(request -> request.keyPairId(id)), "InvalidKeyPair.NotFound", 404);
        create("a");
    }

    @Test
    void a_name_that_looks_like_an_id_does_no_harm() {
        create("key-0.json");
        assertThat(list()).extracting(KeyPairInfo::keyName).containsExactly("key-0.json");
        ec2.deleteKeyPair(request -> request.keyName("key-0.json"));
        assertThat(list()).isEmpty();
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
