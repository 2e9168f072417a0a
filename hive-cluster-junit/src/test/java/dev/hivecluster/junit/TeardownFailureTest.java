package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A cluster that cannot be destroyed makes a run of passing tests red, for whoever listens to it. */
class TeardownFailureTest {
    @TempDir
    private Path home;

    @Test
    void the_run_is_red_and_says_what_is_left_and_what_to_do() throws Exception {
        try (ForkedTests tests = ForkedTests.start(home, Sabotaged.class)) {
            assertThat(tests.exitStatus()).as(tests.output()).isEqualTo(1);
            assertThat(tests.output())
                    .contains("passed passes(", "red JUnit Jupiter\n", "1 passed, 1 red")
                    .contains("%s is broken: it is cut off (line 1)"
                            .formatted(tests.cluster().recordFile()))
                    .contains("Restore it, or destroy what it stood for");
        }
    }

    @EnabledIfSystemProperty(named = ForkedTests.FORKED, matches = "true")
    @HiveCluster(nodes = 1)
    static class Sabotaged {
        @Test
        void passes(Cluster cluster, Ec2Client ec2) throws Exception {
            assertThat(ec2.describeRegions().regions()).isNotEmpty();
            Files.writeString(cluster.directory().recordFile(), "{");
        }
    }
}
