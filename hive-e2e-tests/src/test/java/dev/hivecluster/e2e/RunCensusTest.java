package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** What a class leaves behind, in tests or before them, with fixtures or without, makes a run of passing tests red. */
class RunCensusTest {
    @Test
    void everything_that_is_left_is_named() {
        assertThat(run(Leaving.class, Tidy.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasStackTraceContaining("what these tests left behind")
                        .hasStackTraceContaining("key pair left-early")
                        .hasStackTraceContaining("vol-")
                        .hasStackTraceContaining("tag left-tag of i-made-up")
                        .hasStackTraceContaining("stored objects left-object"));
    }

    @Test
    void a_run_that_leaves_nothing_is_green() {
        assertThat(run(Tidy.class)).isEmpty();
    }

    /** What failed in a run of these classes. */
    private static List<Throwable> run(Class<?>... classes) {
        List<Throwable> failures = new ArrayList<>();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false");
        for (Class<?> type : classes) {
            request.selectors(selectClass(type));
        }
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .build())
                .execute(request.build(), new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                        result.getThrowable().ifPresent(failures::add);
                    }
                });
        return failures;
    }

    @HiveCluster(nodes = 1)
    static class Leaving {
        @RegisterExtension
        static final RunCensus CENSUS = new RunCensus(Duration.ofMillis(1));

        @BeforeAll
        static void leave_a_key_pair(Ec2Client ec2) {
            ec2.createKeyPair(request -> request.keyName("left-early"));
        }

        @Test
        void leaves_one_of_each(Cluster cluster, Ec2Client ec2, S3Client s3) {
            ec2.createVolume(
                    request -> request.size(1).availabilityZone(cluster.spec().availabilityZone()));
            new Tags(ec2).create("i-made-up", Map.of("left-tag", "x"));
            s3.putObject(
                    request -> request.bucket("predastore").key("left-object/x"),
                    RequestBody.fromString("x", StandardCharsets.US_ASCII));
        }
    }

    @HiveCluster(nodes = 1)
    @ExtendWith(Fixtures.Extension.class)
    static class Tidy {
        @RegisterExtension
        static final RunCensus CENSUS = new RunCensus(Duration.ofMillis(1));

        @Test
        void removes_what_it_makes(Ec2Client ec2) {
            try (KeyPairs own = new KeyPairs(ec2)) {
                String name = own.create();
                assertThat(KeyPairs.names(ec2)).contains(name);
            }
        }

        @Test
        void shares_what_is_removed_in_the_end(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
            String name = fixtures.on(cluster, ec2, s3).key().name();
            assertThat(KeyPairs.names(ec2)).contains(name);
        }
    }
}
