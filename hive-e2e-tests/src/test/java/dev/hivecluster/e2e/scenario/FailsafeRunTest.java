package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This module's own executions of Failsafe, run by a real Maven on small suites: when is a build green, and when red? */
@Tag("real-builds")
class FailsafeRunTest {
    private static final String PASSING = """
            class PassingIT {
                @Test @Scenario("S1") void passes() {}
            }
            """;

    private static final String RED = """
            class RedIT {
                @Test @Scenario("S2") void fails() { Assertions.fail("the volume did not grow"); }
                @Test @Disabled("not today") @Scenario("S3") void is_disabled() {}
            }
            """;

    private static final String LEAVING = """
            @HiveCluster(nodes = 1)
            class LeavingIT {
                @Test @Scenario("S1") void leaves_a_key_pair(Ec2Client ec2) {
                    ec2.createKeyPair(request -> request.keyName("nobody-removes-this"));
                }
            }
            """;

    private static final String TELLING = """
            class TellingIT {
                @Test void a() { tell("a"); }
                @Test void b() { tell("b"); }
                @Test void c() { tell("c"); }
                @Test void d() { tell("d"); }
                @Test void e() { tell("e"); }
                @Test void f() { tell("f"); }
                @Test void g() { tell("g"); }
                @Test @Scenario("S1") void h() { tell("h"); }
                private static void tell(String name) { System.out.println("now runs " + name); }
            }
            """;

    private static final Pattern SEED = Pattern.compile("-Dhive\\.e2e\\.seed=(\\d+)");

    @TempDir
    Path directory = Path.of("");

    private SmallSuite suite;

    @BeforeEach
    void make_a_suite() throws IOException {
        suite = new SmallSuite(directory).with("PassingIT", PASSING);
    }

    @Test
    void a_run_that_proves_every_scenario_is_green() throws Exception {
        suite.scenarios("S1");

        assertThat(suite.run()).as(suite.log()).isZero();

        assertThat(results()).isEqualTo(Map.of("S1", Result.PASSED));
    }

    @Test
    void scenarios_that_failed_were_disabled_or_have_no_test_make_it_red() throws Exception {
        suite.with("RedIT", RED).scenarios("S1", "S2", "S3", "S4");

        assertThat(suite.run()).as(suite.log()).isNotZero();

        assertThat(results()).isEqualTo(Map.of("S1", Result.PASSED, "S2", Result.FAILED, "S3", Result.FAILED));
        assertThat(suite.results().resolve(ScenarioReport.HTML)).content().contains("1 passed, 2 failed");
        assertThat(suite.log())
                .contains(
                        "the volume did not grow",
                        "no passed test for scenario S2: small.RedIT.fails failed, was skipped or was aborted",
                        "no passed test for scenario S3: small.RedIT.is_disabled failed, was skipped or was aborted",
                        "no passed test for scenario S4: none has run")
                .doesNotContain("no passed test for scenario S1");
    }

    @Test
    void a_disabled_test_alone_makes_it_red() throws Exception {
        suite.with("PassingIT", PASSING.replace("@Test", "@Test @Disabled")).scenarios("S1");

        assertThat(suite.run()).as(suite.log()).isNotZero();

        assertThat(suite.log()).contains("no passed test for scenario S1: small.PassingIT.passes");
    }

    @Test
    void a_part_of_the_suite_that_was_asked_for_by_name_need_not_prove_the_rest() throws Exception {
        suite.with("RedIT", RED).scenarios("S1", "S2", "S3", "S4");

        assertThat(suite.run("-Dit.test=PassingIT")).as(suite.log()).isZero();

        assertThat(results()).isEqualTo(Map.of("S1", Result.PASSED));
        assertThat(suite.log()).doesNotContain("no passed test");
    }

    @Test
    void what_a_class_without_fixtures_leaves_behind_makes_it_red() throws Exception {
        suite.with("LeavingIT", LEAVING).scenarios("S1");

        assertThat(suite.run()).as(suite.log()).isNotZero();

        assertThat(suite.log())
                .contains("what these tests left behind on cluster", "key pair nobody-removes-this")
                .doesNotContain("no passed test");
    }

    @Test
    void the_order_of_a_run_can_be_had_again_by_the_option_that_it_tells() throws Exception {
        suite.with("TellingIT", TELLING).scenarios("S1");
        assertThat(suite.run()).as(suite.log()).isZero();
        List<String> order = order();
        Matcher seed = SEED.matcher(suite.log());
        assertThat(seed.find()).as(suite.log()).isTrue();

        assertThat(suite.run("-Dhive.e2e.seed=" + seed.group(1)))
                .as(suite.log())
                .isZero();
        assertThat(order()).isEqualTo(order);

        assertThat(suite.run("-Dhive.e2e.seed=1" + seed.group(1)))
                .as(suite.log())
                .isZero();
        assertThat(order()).containsExactlyInAnyOrderElementsOf(order).isNotEqualTo(order);
    }

    private List<String> order() throws IOException {
        return suite.log().lines().filter(line -> line.contains("now runs")).toList();
    }

    private Map<String, Result> results() throws IOException {
        return ScenarioReport.read(suite.results()).stream()
                .collect(Collectors.toMap(ScenarioResult::id, ScenarioResult::result));
    }
}
