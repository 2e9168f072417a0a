package dev.hivecluster.maven.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build whose clusters cannot be written is red, says why and what to do, and leaves no machine. */
class BadDiskIT {
    @TempDir
    Path temporary;

    private Path project;

    @BeforeEach
    void only_root_may_mount() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a disk");
        project = RealBuild.project("basic", temporary);
    }

    /** The first has no room for the simulator's settings, the second none for its nodes' files. */
    @ParameterizedTest
    @ValueSource(strings = {"size=16k", "size=64k"})
    void a_full_disk_stops_up_and_what_was_made_is_destroyed(String size) throws Exception {
        try (RealBuild build = RealBuild.startOnDisk(size, project, "verify")) {
            assertThat(build.exitStatus()).isEqualTo(1);
        }

        assertRedAndNothingLeft("No space left on device");
        new Traces(project).log("end the simulator");
    }

    @Test
    void a_disk_that_is_read_only_stops_up_before_anything_is_made() throws Exception {
        try (RealBuild build = RealBuild.startOnDisk("size=16k,ro", project, "verify")) {
            assertThat(build.exitStatus()).isEqualTo(1);
        }

        assertRedAndNothingLeft("Read-only file system");
        new Traces(project).logNot("up: started");
    }

    private void assertRedAndNothingLeft(String reason) throws Exception {
        new Traces(project)
                .log(
                        "BUILD FAILURE",
                        reason,
                        "make room or grant access there, or choose another place with -Dhive.clustersDirectory=");
        new Traces(project).logNot("Running it.FirstIT");
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(line -> line.contains(project.toString())))
                .isEmpty();
    }
}
