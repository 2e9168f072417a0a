package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The extension as it was compiled works on each JUnit that is promised, beside the one that it is compiled against: all
 * other tests run on that. The build lays their jars ready.
 */
class JUnitVersionsIT {
    /** Where the jars are, in a directory for each version. */
    private static final String JUNITS = "its.junits";

    private static final Pattern OF_JUNIT = Pattern.compile(".*/org/(junit|opentest4j|apiguardian)/.*\\.jar");

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"5.10.5", "5.12.2", "6.1.3"})
    void the_extensions_own_tests_pass(String version) throws Exception {
        List<Class<?>> own = List.of(
                HiveClusterExtensionTest.class, ParametersTest.class, EvidenceTest.class, ParallelExecutionTest.class);

        try (ForkedTests tests = ForkedTests.start(home, classPath(version), own)) {
            assertThat(tests.exitStatus()).as(tests.output()).isZero();
            assertThat(tests.output()).contains(jar(version)).containsPattern("[4-9]\\d passed, 0 red");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.10.5", "5.12.2", "6.1.3"})
    void a_cluster_is_made_and_used_and_its_failing_teardown_is_red(String version) throws Exception {
        List<Class<?>> sabotaged = List.of(TeardownFailureTest.Sabotaged.class);

        try (ForkedTests tests = ForkedTests.start(home, classPath(version), sabotaged)) {
            assertThat(tests.exitStatus()).as(tests.output()).isEqualTo(1);
            assertThat(tests.output()).contains(jar(version), "1 passed, 1 red", "red JUnit Jupiter\n");
        }
    }

    /** How the jar is named that holds this JUnit: by the version of its platform. */
    private static String jar(String version) {
        return "junit-platform-console-standalone-%s.jar".formatted(version.replaceFirst("^5", "1"));
    }

    /** Ours, with the given JUnit in place of the one that we run on. It comes last, since it brings other things along. */
    private static String classPath(String version) throws IOException {
        Path junits = Path.of(System.getProperty(JUNITS, ""), version);
        try (Stream<Path> jars = Files.list(junits)) {
            return Stream.concat(
                            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                    .filter(entry -> !OF_JUNIT.matcher(entry).matches()),
                            jars.map(Path::toString).sorted())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
