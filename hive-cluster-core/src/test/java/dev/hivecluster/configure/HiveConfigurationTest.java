package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HiveConfigurationTest {
    private static final String TOML = """
            # Written by Hive
            version = "1.0"
            epoch = 1
            node = "node1"

            [nodes.node1]
            node = "node1"
            host = "127.0.11.1"
            account_id = "488682242514"
            accesskey = "AKIAX"
            secretkey = "first-secret"

            [nodes.node1.daemon]
            host = "127.0.11.1:4432"

            [nodes.node1.nats.acl]
            token = "nats_token"

            [nodes.node1.predastore]
            host = "127.0.11.1:8443"
            secretkey = "second-secret"
            node_id = 1

            [nodes.node2]
            node = "node2"
            host = "127.0.11.2"
            """;
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    @Test
    void it_knows_the_cluster_by_its_nodes_and_its_certificate() {
        HiveConfiguration found = HiveConfiguration.parse(TOML + CERTIFICATE).orElseThrow();

        assertThat(found.self()).isEqualTo("node1");
        assertThat(found.hosts()).isEqualTo(Map.of("node1", "127.0.11.1", "node2", "127.0.11.2"));
        assertThat(found.storageId()).isEqualTo(Optional.of("1"));
        assertThat(found.certificate()).isEqualTo(CERTIFICATE);
    }

    @Test
    void it_tells_every_secret_and_shows_none() {
        HiveConfiguration found = HiveConfiguration.parse(TOML + CERTIFICATE).orElseThrow();

        assertThat(found.secrets().values()).containsExactlyInAnyOrder("first-secret", "second-secret", "nats_token");
        assertThat(found.toString()).doesNotContain("secret", "nats_token");
    }

    @Test
    void a_node_that_lacks_either_file_belongs_to_no_cluster() {
        assertThat(HiveConfiguration.parse(TOML)).isEmpty();
        assertThat(HiveConfiguration.parse(CERTIFICATE)).isEmpty();
        assertThat(HiveConfiguration.parse("")).isEmpty();
    }

    @Test
    void a_file_that_was_cut_short_is_no_configuration() {
        assertThat(HiveConfiguration.parse("version = \"1.0\"\nnode = \"node1\"\n" + CERTIFICATE))
                .isEmpty();
    }

    @Test
    void each_formation_is_another_cluster() {
        HiveConfiguration one = HiveConfiguration.parse(TOML + CERTIFICATE).orElseThrow();
        HiveConfiguration other = HiveConfiguration.parse(TOML + CERTIFICATE.replace("MIIB", "MIIC"))
                .orElseThrow();

        assertThat(one.sameCluster(one)).isTrue();
        assertThat(one.sameCluster(other)).isFalse();
    }
}
