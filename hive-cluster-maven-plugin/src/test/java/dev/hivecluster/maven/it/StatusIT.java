package dev.hivecluster.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What scripts read of a cluster. */
class StatusIT {
    /** Some builds of Maven write an escape sequence for a terminal before anything else, even with {@code -q}. */
    private static final String ESCAPES = "\u001b\\[[0-9;]*m";

    @TempDir
    Path temporary;

    @Test
    void status_as_json_is_all_that_a_quiet_maven_prints() throws Exception {
        Path project = RealBuild.project("basic", temporary);

        JsonNode absent = status(project);
        run(project, "hive-cluster:up", "hive-cluster:configure");
        JsonNode standing = status(project);
        run(project, "hive-cluster:down");
        JsonNode destroyed = status(project);

        assertThat(absent.get("phase").asString()).isEqualTo("ABSENT");
        assertThat(standing.get("cluster").asString()).isEqualTo("hive-e2e");
        assertThat(standing.get("phase").asString()).isEqualTo("CONFIGURED");
        assertThat(standing.get("ready").asBoolean()).isTrue();
        assertThat(standing.get("kept").asBoolean()).isTrue();
        assertThat(standing.get("nodes")).hasSize(1);
        assertThat(standing.get("nodes").get(0).get("name").asString()).isEqualTo("hive-e2e-1");
        assertThat(standing.get("nodes").get(0).get("ready").asBoolean()).isTrue();
        assertThat(destroyed.get("phase").asString()).isEqualTo("DESTROYED");
        assertThat(destroyed.get("ready").asBoolean()).isFalse();
    }

    private static JsonNode status(Path project) throws IOException, InterruptedException {
        try (RealBuild build =
                RealBuild.script(project, "mvn -B -q hive-cluster:status -Dhive.format=json >status.json")) {
            assertThat(build.exitStatus()).isZero();
        }
        String printed = Files.readString(project.resolve("status.json")).replaceAll(ESCAPES, "");
        return new ObjectMapper().readTree(printed);
    }

    private static void run(Path project, String... arguments) throws IOException, InterruptedException {
        try (RealBuild build = RealBuild.start(project, arguments)) {
            assertThat(build.exitStatus()).as(List.of(arguments).toString()).isZero();
        }
    }
}
