package dev.hivecluster.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README shows works as it stands there, with each Maven and JUnit that we promise. */
class ReadmeIT {
    private static final String SNIPPETS_JUNIT = "<version>5.14.4</version>";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({
        "3.8.7, 5.10.5", "3.8.7, 5.14.4", "3.8.7, 6.1.3",
        "3.9.16, 5.10.5", "3.9.16, 5.14.4", "3.9.16, 6.1.3",
        "4.0.0-rc-6, 5.10.5", "4.0.0-rc-6, 5.14.4", "4.0.0-rc-6, 6.1.3"
    })
    void the_project_of_a_user_is_built(String maven, String junit) throws Exception {
        Path project = RealBuild.project("readme-snippet", temporary);
        Path pom = project.resolve("pom.xml");
        assertThat(pom).content().containsOnlyOnce(SNIPPETS_JUNIT);
        Files.writeString(pom, Files.readString(pom).replace(SNIPPETS_JUNIT, "<version>%s</version>".formatted(junit)));
        Path home = Path.of(RealBuild.property("its.mavens"), "apache-maven-" + maven);

        try (RealBuild build = RealBuild.start(home, project, "verify", "-V")) {
            assertThat(build.exitStatus()).as(RealBuild.log(project).toString()).isZero();
        }

        Traces traces = new Traces(project);
        traces.destroyed("hive-e2e");
        traces.results("hive-e2e", "TEST-RegionsIT.xml", "failsafe-summary.xml", "TEST-hive-cluster-lifecycle.xml");
        traces.log("Apache Maven " + maven + " ");
        assertThat(traces.cluster("hive-e2e").testResults().resolve("TEST-RegionsIT.xml"))
                .content()
                .as("the class path of the tests")
                .contains("junit-jupiter-api-" + junit + ".jar");
    }

    @Test
    void the_ci_job_runs_its_steps_and_finds_the_results_to_upload() throws Exception {
        Path project = RealBuild.project("readme-snippet", temporary);
        String job = block("yaml");
        List<String> steps = Pattern.compile("run: (.+)")
                .matcher(job)
                .results()
                .map(step -> step.group(1))
                .toList();
        // The first installs what the builds before this test have installed.
        assertThat(steps).hasSize(3).first().isEqualTo("mvn -B -f plugin install -DskipTests");
        assertThat(job).contains("path: clusters/*/test-results");

        for (String step : steps.subList(1, steps.size())) {
            try (RealBuild run = RealBuild.script(project, step)) {
                assertThat(run.exitStatus()).as(step).isZero();
            }
        }

        Traces traces = new Traces(project);
        traces.destroyed("hive-e2e");
        traces.results("hive-e2e", "TEST-RegionsIT.xml");
        traces.log("nothing to destroy");
    }

    @Test
    void the_shell_example_tests_on_a_cluster_that_it_destroys_at_its_end() throws Exception {
        Path project = RealBuild.project("readme-snippet", temporary);

        try (RealBuild run = RealBuild.script(project, shellExample())) {
            assertThat(run.exitStatus()).isZero();
        }

        Traces traces = new Traces(project);
        traces.destroyed("hive-e2e");
        traces.results("hive-e2e", "TEST-RegionsIT.xml", "failsafe-summary.xml");
        traces.logTimes(1, "down: done");
    }

    @Test
    void the_shell_example_destroys_and_is_red_when_a_test_fails() throws Exception {
        Path project = RealBuild.project("readme-snippet", temporary);
        Path test = project.resolve("src/test/java/RegionsIT.java");
        Files.writeString(test, Files.readString(test).replace("assertFalse", "assertTrue"));

        try (RealBuild run = RealBuild.script(project, shellExample())) {
            assertThat(run.exitStatus()).isNotZero();
        }

        Traces traces = new Traces(project);
        traces.destroyed("hive-e2e");
        traces.results("hive-e2e", "TEST-RegionsIT.xml", "failsafe-summary.xml");
        traces.log("There are test failures");
    }

    private static String shellExample() throws IOException {
        String example = Pattern.compile("phase by phase:\n\n```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
        assertThat(example).contains("trap", "hive-cluster:test");
        return example;
    }

    /** The only code block of a language. */
    private static String block(String language) throws IOException {
        List<MatchResult> blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.get(0).group(1);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of(RealBuild.property("its.readme")));
    }
}
