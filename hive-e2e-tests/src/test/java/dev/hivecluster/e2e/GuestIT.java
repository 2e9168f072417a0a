package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 5a-ii of the single-node suite (hive contract, section 1.1): inside an instance. */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class GuestIT {
    private static final long GIB = 1L << 30;

    private final Ec2Client ec2;
    private final SharedInstances shared;
    private final Guests guests;

    GuestIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.ec2 = ec2;
        ClusterFixtures own = fixtures.on(cluster, ec2, s3);
        this.shared = own.instances().shared();
        this.guests = own.guests();
    }

    @AfterEach
    void leave() {
        shared.close();
    }

    @Test
    @Scenario("S34")
    void a_node_has_an_ssh_port_for_the_guest() {
        Guests.Port port = guests.port(shared.id());
        assertThat(port.number()).isBetween(1, 65_535);
    }

    @Test
    @Scenario("S35")
    void the_guest_lets_the_owner_of_the_key_pair_in() throws Exception {
        assertThat(guests.run(entered(), "echo ready")).isEqualTo("ready");
    }

    @Test
    @Scenario("S36")
    void whoever_logs_in_is_the_user_of_the_image() throws Exception {
        assertThat(guests.run(entered(), "id")).contains("(ec2-user)");
    }

    @Test
    @Scenario("S37")
    void the_guest_has_a_disk() throws Exception {
        assertThat(GuestDisk.bytes(guests, entered())).isPositive();
    }

    @Test
    @Scenario("S38")
    void the_disk_is_as_large_as_the_root_volume() throws Exception {
        int gib = Volumes.get(ec2, Instances.rootVolume(ec2, shared.id())).size();
        assertThat(GuestDisk.bytes(guests, entered())).isEqualTo(gib * GIB);
    }

    @Test
    @Scenario("S39")
    void the_guest_is_named_after_its_instance() throws Exception {
        assertThat(guests.run(entered(), "hostname")).isEqualTo(GuestDisk.hostName(shared.id()));
    }

    @Test
    @Scenario("S40")
    void the_root_volume_is_in_use_by_the_instance() {
        Volumes.awaitAttached(ec2, Instances.rootVolume(ec2, shared.id()), shared.id());
    }

    private Guests.Port entered() {
        Guests.Port port = guests.port(shared.id());
        guests.awaitLogin(port);
        return port;
    }
}
