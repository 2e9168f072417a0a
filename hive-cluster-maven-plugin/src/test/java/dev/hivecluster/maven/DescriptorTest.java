package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;

/** What Maven and people are told of the goals. */
class DescriptorTest {
    private final Xpp3Dom descriptor = read("/META-INF/maven/plugin.xml");

    @Test
    void there_are_these_goals() {
        assertThat(goals())
                .containsExactlyInAnyOrder("up", "configure", "test", "down", "full", "status", "plan", "reap", "help");
    }

    @Test
    void the_plugin_says_what_it_needs() {
        assertThat(text(descriptor, "goalPrefix")).isEqualTo("hive-cluster");
        assertThat(text(descriptor, "requiredMavenVersion")).isEqualTo("3.8.7");
        assertThat(text(descriptor, "requiredJavaVersion")).isEqualTo("17");
    }

    @Test
    void every_goal_may_run_beside_others_and_is_described() {
        assertThat(mojos()).allSatisfy(mojo -> {
            assertThat(text(mojo, "threadSafe")).isEqualTo("true");
            assertThat(text(mojo, "description")).isNotBlank();
        });
    }

    @Test
    void up_configure_and_down_bind_themselves_around_the_tests() {
        assertThat(text(mojo("up"), "phase")).isEqualTo("pre-integration-test");
        assertThat(text(mojo("configure"), "phase")).isEqualTo("pre-integration-test");
        assertThat(text(mojo("down"), "phase")).isEqualTo("post-integration-test");
    }

    @Test
    void the_goals_that_need_no_pom_say_so() {
        assertThat(Stream.of("up", "configure", "status", "down", "reap"))
                .allSatisfy(
                        goal -> assertThat(text(mojo(goal), "requiresProject")).isEqualTo("false"));
    }

    @Test
    void test_and_full_compile_the_tests_first_and_no_more() {
        assertThat(Stream.of("test", "full"))
                .allSatisfy(goal -> assertThat(text(mojo(goal), "executePhase")).isEqualTo("process-test-classes"));
    }

    @Test
    void every_parameter_that_a_user_may_set_is_described_with_its_default_and_its_first_version() {
        assertThat(parameters()).isNotEmpty().allSatisfy(parameter -> {
            String name = text(parameter, "name");
            assertThat(text(parameter, "description")).as(name).contains("Default: ");
            assertThat(text(parameter, "since")).as(name).isEqualTo("0.1.0");
            assertThat(text(parameter, "type")).as(name).isIn("java.lang.String", "java.util.Map");
        });
    }

    @Test
    void every_property_that_the_plugin_reads_is_a_parameter_of_a_goal() {
        Set<String> documented = new TreeSet<>();
        for (Xpp3Dom mojo : mojos()) {
            for (Xpp3Dom parameter : mojo.getChild("configuration").getChildren()) {
                String expression = parameter.getValue();
                if (expression != null && expression.startsWith("${hive.")) {
                    documented.add(expression.substring(2, expression.length() - 1));
                }
            }
        }

        assertThat(documented).containsExactlyElementsOf(known());
    }

    @Test
    void an_ide_never_runs_a_goal_when_it_imports_a_project() {
        Xpp3Dom execution = read("/META-INF/m2e/lifecycle-mapping-metadata.xml")
                .getChild("pluginExecutions")
                .getChild("pluginExecution");
        List<String> ignored = Arrays.stream(execution
                        .getChild("pluginExecutionFilter")
                        .getChild("goals")
                        .getChildren())
                .map(Xpp3Dom::getValue)
                .toList();

        assertThat(ignored).containsExactlyInAnyOrderElementsOf(goals());
        assertThat(execution.getChild("action").getChildren())
                .singleElement()
                .satisfies(action -> assertThat(action.getName()).isEqualTo("ignore"));
    }

    @Test
    void the_participant_in_the_sessions_end_is_found_by_maven() throws Exception {
        try (InputStream index = DescriptorTest.class.getResourceAsStream("/META-INF/sisu/javax.inject.Named")) {
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(SessionParticipant.class.getName());
        }
    }

    /** The properties that a user sets; those that the plugin itself sets are none. */
    private static Set<String> known() {
        Set<String> set = new TreeSet<>();
        Arrays.stream(PropertyNames.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .forEach(set::add);
        set.removeAll(Set.of(PropertyNames.TEST_RESULTS, PropertyNames.CLUSTER_DIRECTORY));
        return set;
    }

    private List<Xpp3Dom> parameters() {
        return mojos().stream()
                .filter(mojo -> !text(mojo, "goal").equals("help"))
                .flatMap(mojo -> Arrays.stream(mojo.getChild("parameters").getChildren()))
                .filter(parameter -> text(parameter, "editable").equals("true"))
                .toList();
    }

    private List<Xpp3Dom> mojos() {
        return List.of(descriptor.getChild("mojos").getChildren());
    }

    private Xpp3Dom mojo(String goal) {
        return mojos().stream()
                .filter(mojo -> text(mojo, "goal").equals(goal))
                .findFirst()
                .orElseThrow();
    }

    private List<String> goals() {
        return mojos().stream().map(mojo -> text(mojo, "goal")).toList();
    }

    private static String text(Xpp3Dom parent, String child) {
        Xpp3Dom found = parent.getChild(child);
        return found == null || found.getValue() == null ? "" : found.getValue();
    }

    private static Xpp3Dom read(String resource) {
        try (InputStream in = DescriptorTest.class.getResourceAsStream(resource)) {
            return Xpp3DomBuilder.build(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException | XmlPullParserException e) {
            throw new IllegalStateException(resource, e);
        }
    }
}
