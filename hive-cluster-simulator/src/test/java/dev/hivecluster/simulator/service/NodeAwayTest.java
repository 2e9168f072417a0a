package dev.hivecluster.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.simulator.FormedHive;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What of a cluster's resources is left while a node's storage is away (hive contract, section 9, "A node killed"). */
class NodeAwayTest {
    private static final Tag TAG = Tag.builder().key("t").value("before").build();

    @TempDir
    Path directory;

    private FormedHive hive;
    private HiveService third;
    private SdkHttpClient http;
    private Ec2Client ec2;

    @BeforeEach
    void three_nodes_store() throws Exception {
        hive = new FormedHive(3, directory).startEverywhere("nats");
        hive.start(1, "predastore");
        hive.start(2, "predastore");
        third = hive.start(3, "predastore");
        hive.start(1, "hive");
        hive.start(1, "awsgw");
        http = UrlConnectionHttpClient.builder()
                .tlsTrustManagersProvider(hive::trustManagers)
                .build();
        ec2 = Ec2Client.builder()
                .endpointOverride(URI.create("https://" + hive.host(1).address() + ":9999"))
                .region(Region.of("ap-southeast-2"))
                .httpClient(http)
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        FormedHive.CREDENTIALS.accessKeyId(), FormedHive.CREDENTIALS.secretAccessKey())))
                .build();
        await().until(() -> ec2.describeInstanceTypes(request -> {}).hasInstanceTypes());
    }

    @AfterEach
    void they_end() {
        ec2.close();
        http.close();
        hive.close();
    }

    private static void refused(String code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Test
    void volumes_are_an_error_after_a_while_until_the_node_is_back_and_key_pairs_are_there() throws Exception {
        String volume = ec2.createVolume(request -> request.size(1).availabilityZone("ap-southeast-2a"))
                .volumeId();
        ec2.createKeyPair(request -> request.keyName("k"));
        third.close();
        long start = System.nanoTime();
        refused("InternalError", () -> ec2.describeVolumes(request -> {}));
        Duration thirtySeconds = hive.host(1).timeScale().scaled(Duration.ofSeconds(30));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(thirtySeconds);
        assertThat(ec2.describeKeyPairs(request -> {}).keyPairs()).hasSize(1);
        assertThat(hive.host(1).bus().objects(hive.host(1), hive.config(1))).isEmpty();
        hive.start(3, "predastore");
        assertThat(ec2.describeVolumes(request -> {}).volumes())
                .singleElement()
                .satisfies(found -> assertThat(found.volumeId()).isEqualTo(volume));
        assertThat(hive.host(1).bus().objects(hive.host(1), hive.config(1))).isPresent();
    }

    @Test
    void the_tags_of_a_resource_that_was_tagged_meanwhile_are_lost_for_ever() throws Exception {
        ec2.createTags(request -> request.resources("i-1", "i-2").tags(TAG));
        third.close();
        refused(
                "InternalError",
                () -> ec2.createTags(request -> request.resources("i-1").tags(TAG)));
        refused("InternalError", () -> ec2.describeTags(request -> {}));
        hive.start(3, "predastore");
        refused(
                "ServerInternal",
                () -> ec2.createTags(request -> request.resources("i-1").tags(TAG)));
        refused(
                "ServerInternal",
                () -> ec2.deleteTags(request -> request.resources("i-1").tags(TAG)));
        assertThat(ec2.describeTags(request -> {}).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.resourceId()).isEqualTo("i-2"));
    }
}
