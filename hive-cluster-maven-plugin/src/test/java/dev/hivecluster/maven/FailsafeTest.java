package dev.hivecluster.maven;

import static dev.hivecluster.maven.MavenFixture.build;
import static dev.hivecluster.maven.MavenFixture.execution;
import static dev.hivecluster.maven.MavenFixture.executions;
import static dev.hivecluster.maven.MavenFixture.failsafe;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a module uses Failsafe, as its POM says. */
class FailsafeTest {
    @TempDir
    Path root;

    private MavenFixture maven;

    @BeforeEach
    void maven() {
        maven = new MavenFixture(root);
    }

    @Test
    void a_module_without_failsafe_runs_no_tests() {
        Failsafe failsafe = failsafeOf(maven.module("a", ""));

        assertThat(failsafe.executions()).isEmpty();
        assertThat(failsafe.isVerifyBound()).isFalse();
        assertThat(failsafe.tasks("integration-test")).isEmpty();
    }

    @Test
    void reports_and_summary_lie_where_failsafe_puts_them_by_itself() {
        Failsafe failsafe = failsafeOf(maven.module("a", bound("")));

        assertThat(failsafe.isVerifyBound()).isTrue();
        assertThat(failsafe.executions()).singleElement().satisfies(execution -> {
            assertThat(execution.id()).isEqualTo("it");
            assertThat(execution.reportsDirectory()).isEqualTo(root.resolve("a/target/failsafe-reports"));
            assertThat(execution.summaryFile())
                    .isEqualTo(root.resolve("a/target/failsafe-reports/failsafe-summary.xml"));
        });
    }

    @Test
    void or_where_the_pom_puts_them_with_expressions_replaced() {
        Failsafe failsafe = new Failsafe(
                maven.session(),
                maven.module("a", bound("""
                        <reportsDirectory>${hive.testResults}</reportsDirectory>
                        <summaryFile>out/summary.xml</summaryFile>""")),
                text -> text.replace("${hive.testResults}", "/results"));

        assertThat(failsafe.executions()).singleElement().satisfies(execution -> {
            assertThat(execution.reportsDirectory()).isEqualTo(Path.of("/results"));
            assertThat(execution.summaryFile()).isEqualTo(root.resolve("a/out/summary.xml"));
        });
    }

    @Test
    void goals_are_asked_for_by_the_execution_that_binds_them() {
        Failsafe failsafe = failsafeOf(
                maven.module(
                        "a",
                        build(
                                failsafe(
                                        executions(
                                                execution("one", "", "integration-test"),
                                                execution("two", "", "integration-test", "verify"),
                                                "<execution><id>off</id><phase>none</phase><goals><goal>integration-test</goal></goals></execution>")))));

        assertThat(failsafe.tasks("integration-test"))
                .containsExactly(
                        "org.apache.maven.plugins:maven-failsafe-plugin:1:integration-test@one",
                        "org.apache.maven.plugins:maven-failsafe-plugin:1:integration-test@two");
        assertThat(failsafe.tasks("verify"))
                .containsExactly("org.apache.maven.plugins:maven-failsafe-plugin:1:verify@two");
    }

    @Test
    void failures_are_ignored_only_if_the_user_says_so() {
        assertThat(failsafeOf(maven.module("a", bound(""))).areFailuresIgnored())
                .isFalse();
        assertThat(failsafeOf(maven.module("b", bound("<testFailureIgnore>true</testFailureIgnore>")))
                        .areFailuresIgnored())
                .isTrue();
        maven.with("maven.test.failure.ignore", "true");
        assertThat(failsafeOf(maven.module("c", bound(""))).areFailuresIgnored())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "FirstIT.class, true",
        "deep/er/SecondIT.class, true",
        "ITThird.class, true",
        "deep/FourthITCase.class, true",
        "UnitTest.class, false",
        "FirstIT$Inner.class, false",
        "notes/FirstIT.txt, false"
    })
    void tests_are_planned_where_a_class_is_one_by_failsafes_own_patterns(String file, boolean planned)
            throws Exception {
        MavenProject project = maven.module("a", bound(""));
        touch("a/target/test-classes/" + file);

        assertThat(only(project).plansTests()).isEqualTo(planned);
    }

    @Test
    void tests_are_planned_by_the_patterns_of_the_pom() throws Exception {
        MavenProject project = maven.module("a", bound("""
                <includes><include>suite/**/*Check.java</include></includes>
                <excludes><exclude>**/Slow?Check.class</exclude></excludes>"""));
        touch("a/target/test-classes/FirstIT.class");
        touch("a/target/test-classes/suite/x/Slow1Check.class");

        assertThat(only(project).plansTests()).isFalse();
        touch("a/target/test-classes/suite/QuickCheck.class");
        assertThat(only(project).plansTests()).isTrue();
    }

    @Test
    void a_module_without_compiled_tests_plans_none() throws Exception {
        assertThat(only(maven.module("a", bound(""))).plansTests()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<groups>slow</groups>",
                "<skipITs>true</skipITs>",
                "<includes><include>%regex[.*IT.*]</include></includes>",
                "<includes><include>FirstIT#one</include></includes>",
                "<includesFile>some</includesFile>"
            })
    void where_something_else_chooses_the_tests_nobody_knows_what_is_planned(String configuration) throws Exception {
        MavenProject project = maven.module("a", bound(configuration));
        touch("a/target/test-classes/FirstIT.class");

        assertThat(only(project).plansTests()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"it.test", "groups", "skipITs"})
    void nor_where_the_user_chooses_them_on_the_command_line(String property) throws Exception {
        MavenProject project = maven.module("a", bound(""));
        touch("a/target/test-classes/FirstIT.class");
        maven.with(property, "SecondIT");

        assertThat(only(project).plansTests()).isFalse();
    }

    private FailsafeExecution only(MavenProject project) {
        return failsafeOf(project).executions().get(0);
    }

    private Failsafe failsafeOf(MavenProject project) {
        return new Failsafe(maven.session(), project, text -> text);
    }

    private static String bound(String configuration) {
        return build(failsafe(executions(execution("it", configuration, "integration-test", "verify"))));
    }

    private void touch(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
    }
}
