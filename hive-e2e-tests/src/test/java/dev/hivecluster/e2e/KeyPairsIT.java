package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;

/** Phase 3 of the single-node suite (hive contract, section 1.1). */
@HiveCluster(nodes = 1)
@SharedStorage
class KeyPairsIT {
    private final Ec2Client ec2;
    private final KeyPairs keyPairs;

    KeyPairsIT(Ec2Client ec2) {
        this.ec2 = ec2;
        this.keyPairs = new KeyPairs(ec2);
    }

    @AfterEach
    void removeKeyPairs() {
        keyPairs.close();
    }

    @Test
    @Scenario("S17")
    void a_created_key_pair_comes_with_its_private_key() {
        String name = KeyPairs.uniqueName();
        CreateKeyPairResponse created = keyPairs.create(name);
        assertThat(created.keyName()).isEqualTo(name);
        assertThat(created.keyPairId()).startsWith("key-");
        assertThat(created.keyMaterial()).startsWith("-----BEGIN ").contains(" PRIVATE KEY-----", "-----END ");
    }

    @Test
    @Scenario("S18")
    void a_public_key_can_be_imported() {
        String name = KeyPairs.uniqueName();
        ImportKeyPairResponse imported = keyPairs.importRsa(name);
        assertThat(imported.keyName()).isEqualTo(name);
        assertThat(imported.keyPairId()).startsWith("key-");
        assertThat(imported.keyFingerprint()).isNotBlank();
    }

    @Test
    @Scenario("S19")
    void a_created_key_pair_is_listed() {
        String created = keyPairs.create();
        assertThat(KeyPairs.names(ec2)).contains(created);
    }

    @Test
    @Scenario("S20")
    void an_imported_key_pair_is_listed() {
        String imported = keyPairs.importRsa();
        assertThat(KeyPairs.names(ec2)).contains(imported);
    }

    @Test
    @Scenario("S21")
    void a_key_pair_can_be_deleted() {
        assertThat(keyPairs.delete(keyPairs.importRsa()).sdkHttpResponse().isSuccessful())
                .isTrue();
    }

    @Test
    @Scenario("S22")
    void another_key_pair_outlives_the_deletion() {
        String staying = keyPairs.create();
        keyPairs.delete(keyPairs.importRsa());
        assertThat(KeyPairs.names(ec2)).contains(staying);
    }

    @Test
    @Scenario("S23")
    void a_deleted_key_pair_is_not_listed() {
        String deleted = keyPairs.importRsa();
        assertThat(KeyPairs.names(ec2)).contains(deleted);
        keyPairs.delete(deleted);
        assertThat(KeyPairs.names(ec2)).doesNotContain(deleted);
    }
}
