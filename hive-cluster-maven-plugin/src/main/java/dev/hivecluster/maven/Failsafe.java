package dev.hivecluster.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;

/** How a module uses Failsafe, read from its POM. */
final class Failsafe {
    static final String INTEGRATION_TEST = "integration-test";
    static final String VERIFY = "verify";

    private static final String KEY = "org.apache.maven.plugins:maven-failsafe-plugin";

    /** By which a user runs some tests, or none; the last two are Failsafe's words for groups. */
    private static final List<String> SELECTING =
            List.of("it.test", "groups", "excludedGroups", "failsafe.includesFile", "failsafe.excludesFile");

    private static final List<String> SELECTING_PARAMETERS =
            List.of("test", "groups", "excludedGroups", "includesFile", "excludesFile", "suiteXmlFiles");

    private static final Map<String, String> SKIPPING = new TreeMap<>(Map.of(
            "skip", "maven.test.skip",
            "skipTests", "skipTests",
            "skipITs", "skipITs",
            "skipExec", "maven.test.skip.exec"));

    private final MavenSession session;
    private final MavenProject project;
    private final UnaryOperator<String> evaluate;

    /** @param evaluate replaces expressions, such as {@code ${hive.testResults}} */
    Failsafe(MavenSession session, MavenProject project, UnaryOperator<String> evaluate) {
        this.session = session;
        this.project = project;
        this.evaluate = evaluate;
    }

    /**
     * Makes Failsafe run none of a module's tests. Its newer versions run them under {@code skipTests}, on no cluster of
     * this build's.
     */
    static void skip(MavenProject project) {
        project.getProperties().setProperty("skipITs", "true");
    }

    /** The executions that run tests, in the order of the POM. */
    List<FailsafeExecution> executions() {
        return plugin().map(plugin -> bound(plugin, INTEGRATION_TEST)
                        .map(execution -> read(plugin, execution))
                        .toList())
                .orElse(List.of());
    }

    /** Whether red tests fail the build by Failsafe's own goal. */
    boolean isVerifyBound() {
        return plugin().filter(plugin -> bound(plugin, VERIFY).findAny().isPresent())
                .isPresent();
    }

    /** Whether the user wants a green build in spite of red tests. */
    boolean areFailuresIgnored() {
        return plugin().stream()
                .flatMap(plugin -> Stream.concat(bound(plugin, INTEGRATION_TEST), bound(plugin, VERIFY))
                        .flatMap(execution ->
                                new PomConfiguration(evaluate, execution, plugin).value("testFailureIgnore").stream()))
                .findFirst()
                .or(() -> property("maven.test.failure.ignore"))
                .filter(Boolean::parseBoolean)
                .isPresent();
    }

    /** What Maven is asked for to run the goal in each execution that binds it, as configured. */
    List<String> tasks(String goal) {
        return plugin().map(plugin -> bound(plugin, goal)
                        .map(execution -> "%s:%s:%s@%s".formatted(KEY, plugin.getVersion(), goal, execution.getId()))
                        .toList())
                .orElse(List.of());
    }

    private Optional<Plugin> plugin() {
        return Optional.ofNullable(project.getPlugin(KEY));
    }

    private static Stream<PluginExecution> bound(Plugin plugin, String goal) {
        return plugin.getExecutions().stream()
                .filter(execution -> execution.getGoals().contains(goal) && !"none".equals(execution.getPhase()));
    }

    private FailsafeExecution read(Plugin plugin, PluginExecution execution) {
        PomConfiguration configuration = new PomConfiguration(evaluate, execution, plugin);
        Path target = Path.of(project.getBuild().getDirectory());
        return new FailsafeExecution(
                execution.getId(),
                path(configuration, "reportsDirectory", target.resolve("failsafe-reports")),
                path(configuration, "summaryFile", target.resolve("failsafe-reports/failsafe-summary.xml")),
                path(
                        configuration,
                        "testClassesDirectory",
                        Path.of(project.getBuild().getTestOutputDirectory())),
                configuration.values("includes").orElse(FailsafeExecution.DEFAULT_INCLUDES),
                configuration.values("excludes").orElse(FailsafeExecution.DEFAULT_EXCLUDES),
                isSelective(configuration));
    }

    private boolean isSelective(PomConfiguration configuration) {
        return SELECTING.stream().anyMatch(name -> property(name).isPresent())
                || SELECTING_PARAMETERS.stream()
                        .anyMatch(name -> configuration.values(name).isPresent())
                || SKIPPING.entrySet().stream()
                        .anyMatch(skip -> configuration
                                .value(skip.getKey())
                                .or(() -> property(skip.getValue()))
                                .filter(value -> !value.equals("false"))
                                .isPresent());
    }

    private Path path(PomConfiguration configuration, String parameter, Path otherwise) {
        return configuration
                .value(parameter)
                .map(text -> project.getBasedir().toPath().resolve(text))
                .orElse(otherwise)
                .toAbsolutePath()
                .normalize();
    }

    private Optional<String> property(String name) {
        return HiveProperties.value(session, project, name);
    }
}
