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
    void every_test_passes_and_only_the_teardown_that_fails_is_red(String version) throws Exception {
        List<Class<?>> classes = List.of(
                HiveClusterExtensionTest.class,
                ParametersTest.class,
                EvidenceTest.class,
                ParallelExecutionTest.class,
                TeardownFailureTest.Sabotaged.class);

        try (ForkedTests tests = ForkedTests.start(home, classPath(version), classes)) {
            assertThat(tests.exitStatus()).as(tests.output()).isEqualTo(1);
            assertThat(tests.output())
                    .contains(jar(version), "passed passes(", "red JUnit Jupiter\n")
                    .containsPattern("[5-9]\\d passed, 1 red");
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
