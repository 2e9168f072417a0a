package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Test 1a-ii of the multi-node suite (hive contract, section 1.2): inside three instances. */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class ClusterGuestsIT {
    private static final long GIB = 1L << 30;

    private final Ec2Client second;
    private final SharedInstances shared;
    private final Guests guests;

    ClusterGuestsIT(
            Cluster cluster,
            @NodeIndex(1) Ec2Client first,
            @NodeIndex(2) Ec2Client second,
            S3Client s3,
            Fixtures fixtures) {
        this.second = second;
        ClusterFixtures own = fixtures.on(cluster, first, s3);
        this.shared = own.instances().shared(3);
        this.guests = own.guests();
    }

    @AfterEach
    void leave() {
        shared.close();
    }

    @Test
    @Scenario("M33")
    void for_each_guest_a_node_has_an_ssh_port_of_its_own() {
        assertThat(shared.ids())
                .extracting(guests::port)
                .extracting(port -> port.node() + ":" + port.number())
                .doesNotHaveDuplicates();
    }

    @Test
    @Scenario("M34")
    void each_guest_lets_the_owner_of_the_key_pair_in() throws Exception {
        for (String id : shared.ids()) {
            assertThat(guests.run(entered(id), "echo ready")).isEqualTo("ready");
        }
    }

    @Test
    @Scenario("M35")
    void whoever_logs_in_is_the_user_of_the_image() throws Exception {
        for (String id : shared.ids()) {
            assertThat(guests.run(entered(id), "id")).contains("(ec2-user)");
        }
    }

    @Test
    @Scenario("M36")
    void each_guest_has_a_disk() throws Exception {
        for (String id : shared.ids()) {
            assertThat(GuestDisk.bytes(guests, entered(id)))
                    .as("bytes of %s", id)
                    .isPositive();
        }
    }

    @Test
    @Scenario("M37")
    void each_disk_is_as_large_as_the_root_volume() throws Exception {
        for (String id : shared.ids()) {
            int gib = Volumes.get(second, Instances.rootVolume(second, id)).size();
            assertThat(GuestDisk.bytes(guests, entered(id)))
                    .as("bytes of %s", id)
                    .isEqualTo(gib * GIB);
        }
    }

    @Test
    @Scenario("M38")
    void each_guest_is_named_after_its_instance() throws Exception {
        for (String id : shared.ids()) {
            assertThat(guests.run(entered(id), "hostname")).isEqualTo(GuestDisk.hostName(id));
        }
    }

    private Guests.Port entered(String id) {
        Guests.Port port = guests.port(id);
        guests.awaitLogin(port);
        return port;
    }
}
