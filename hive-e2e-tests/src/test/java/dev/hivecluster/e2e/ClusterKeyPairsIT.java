package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;

/** Phases 3 and 4b of the multi-node suite (hive contract, section 1.2): what one gateway is told, the others know. */
@HiveCluster(nodes = 3)
@SharedStorage
class ClusterKeyPairsIT {
    private final Ec2Client first;
    private final Ec2Client second;
    private final Ec2Client third;
    private final KeyPairs keyPairs;

    ClusterKeyPairsIT(@NodeIndex(1) Ec2Client first, @NodeIndex(2) Ec2Client second, @NodeIndex(3) Ec2Client third) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.keyPairs = new KeyPairs(first);
    }

    @AfterEach
    void removeKeyPairs() {
        keyPairs.close();
    }

    @Test
    @Scenario("M21")
    void a_key_pair_can_be_created() {
        assertThat(keyPairs.create(KeyPairs.uniqueName()).keyMaterial()).contains(" PRIVATE KEY-----");
    }

    @Test
    @Scenario("M24")
    void a_public_key_can_be_imported() {
        String name = KeyPairs.uniqueName();
        ImportKeyPairResponse imported = keyPairs.importRsa(name);
        assertThat(imported.keyName()).isEqualTo(name);
        assertThat(imported.keyFingerprint()).isNotBlank();
    }

    /** Upstream's pattern also matches the imported key, whose name begins like this one's. */
    @Test
    @Scenario("M25")
    void a_created_key_pair_is_listed_by_another_node_under_exactly_its_name() {
        String name = keyPairs.create();
        keyPairs.importRsa(name + "-2");
        assertThat(KeyPairs.names(third)).containsOnlyOnce(name);
    }

    @Test
    @Scenario("M26")
    void an_imported_key_pair_is_listed_by_another_node() {
        String name = keyPairs.importRsa();
        assertThat(KeyPairs.names(second)).contains(name);
    }

    @Test
    @Scenario("M27")
    void a_key_pair_can_be_deleted_through_another_node() {
        assertThat(keyPairs.deleteThrough(second, keyPairs.importRsa())
                        .sdkHttpResponse()
                        .isSuccessful())
                .isTrue();
    }

    @Test
    @Scenario("M28")
    void a_deleted_key_pair_is_listed_by_no_node() {
        String name = keyPairs.importRsa();
        assertThat(KeyPairs.names(third)).contains(name);
        keyPairs.deleteThrough(second, name);
        assertThat(List.of(first, second, third))
                .allSatisfy(ec2 -> assertThat(KeyPairs.names(ec2)).doesNotContain(name));
    }
}
