package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the launcher tells about a run becomes results of scenarios. */
class ScenarioListenerTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void each_test_that_passes_has_passed() throws IOException {
        assertThat(run(Passing.class))
                .isEqualTo(Map.of("S1", Result.PASSED, "S2", Result.PASSED, "S3", Result.PASSED, "S4", Result.PASSED));
    }

    @Test
    void whatever_keeps_a_test_from_passing_is_a_failure() throws IOException {
        assertThat(run(Red.class))
                .isEqualTo(Map.of("S1", Result.FAILED, "S2", Result.FAILED, "S3", Result.FAILED, "S4", Result.PASSED));
    }

    @Test
    void a_class_that_is_left_out_or_fails_as_a_whole_takes_its_scenarios_along() throws IOException {
        assertThat(run(LeftOut.class, NeverSetUp.class, NotTornDown.class))
                .isEqualTo(Map.of("S1", Result.FAILED, "S2", Result.FAILED, "S3", Result.FAILED));
    }

    @Test
    void people_see_in_red_what_failed() throws IOException {
        run(Red.class);

        assertThat(directory.resolve(ScenarioReport.HTML))
                .content()
                .contains("1 passed, 3 failed, 0 not-applicable", "<td class=\"failed\">failed</td>");
    }

    /** Runs classes as a build does, with this listener alone. */
    private Map<String, Result> run(Class<?>... classes) throws IOException {
        ScenarioReport report = new ScenarioReport(directory, true);
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestExecutionListeners(new ScenarioListener(() -> report))
                .build());
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> type : classes) {
            request.selectors(selectClass(type));
        }
        launcher.execute(request.build());
        assertThat(Files.exists(directory.resolve(ScenarioReport.JSON))).isTrue();
        return ScenarioReport.read(directory).stream()
                .collect(Collectors.toMap(ScenarioResult::id, ScenarioResult::result));
    }

    static class Passing {
        @Test
        @Scenario("S1")
        void one() {}

        @Test
        @Scenario("S2")
        @Scenario("S3")
        void two() {}

        @Nested
        class Inner {
            @Test
            @Scenario("S4")
            void four() {}
        }
    }

    static class Red {
        @Test
        @Scenario("S1")
        void fails() {
            Assertions.fail("red");
        }

        @Test
        @Disabled("not today")
        @Scenario("S2")
        void is_disabled() {}

        @Test
        @Scenario("S3")
        void is_aborted() {
            Assumptions.abort("not here");
        }

        @Test
        @Scenario("S4")
        void passes() {}
    }

    @Disabled("not today")
    static class LeftOut {
        @Test
        @Scenario("S1")
        void test() {}
    }

    static class NeverSetUp {
        @BeforeAll
        static void setUp() {
            Assertions.fail("red");
        }

        @Test
        @Scenario("S2")
        void test() {}
    }

    static class NotTornDown {
        @Test
        @Scenario("S3")
        void test() {}

        @AfterAll
        static void tearDown() {
            Assertions.fail("red");
        }
    }
}
