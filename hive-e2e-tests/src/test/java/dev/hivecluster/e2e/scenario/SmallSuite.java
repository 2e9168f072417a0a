package dev.hivecluster.e2e.scenario;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A project like this module, but for its tests: a few small ones, without a cluster. Its POM is this module's, so that the
 * executions of Failsafe are the very same.
 */
final class SmallSuite {
    private static final String FAILSAFE = "org.apache.maven.plugins:maven-failsafe-plugin:";
    private static final String IMPORTS = """
            package small;
            import dev.hivecluster.e2e.scenario.Scenario;
            import dev.hivecluster.junit.HiveCluster;
            import org.junit.jupiter.api.*;
            import software.amazon.awssdk.services.ec2.Ec2Client;
            """;
    private static final String JUNIT = "junit-platform.properties";
    private static final long LONGEST_SECONDS = 300;

    private final Path project;
    private final Path classes;
    private final Path module = Path.of(property("basedir"));

    /** @param project an empty directory */
    SmallSuite(Path project) throws IOException {
        this.project = project;
        this.classes = project.resolve("target/test-classes");
        copy("META-INF/services", any -> true);
        copy("dev/hivecluster/e2e", file -> !isASuite(file));
        Files.copy(module.resolve("target/test-classes").resolve(JUNIT), classes.resolve(JUNIT));
        Files.writeString(project.resolve("pom.xml"), pom());
    }

    /** What all suites have: the annotation, the listeners, the check of the coverage, the census. */
    private void copy(String directory, Predicate<Path> which) throws IOException {
        Path compiled = module.resolve("target/test-classes");
        try (Stream<Path> files = Files.walk(compiled.resolve(directory))) {
            for (Path file : files.filter(Files::isRegularFile).filter(which).toList()) {
                Path copy = classes.resolve(compiled.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Whether it is a test of a cluster's, which only this module runs. */
    private static boolean isASuite(Path file) {
        return file.getFileName().toString().contains("IT.")
                && !file.getFileName().toString().startsWith("ScenarioCoverage");
    }

    /** This module's, without what another project finds in no repository. */
    private String pom() throws IOException {
        Path parent =
                project.toRealPath().relativize(module.resolve("../pom.xml").toRealPath());
        return Files.readString(module.resolve("pom.xml"))
                .replaceAll("(?s)<dependency>\\s*<groupId>dev\\.hivecluster</groupId>.*?</dependency>", "")
                .replaceAll("(?s)<plugin>\\s*<groupId>dev\\.hivecluster</groupId>.*?</plugin>", "")
                .replaceFirst("</parent>", "<relativePath>%s</relativePath></parent>".formatted(parent));
    }

    /** Adds a class, or replaces it. */
    SmallSuite with(String name, String source) throws IOException {
        Path file = project.resolve(name + ".java");
        Files.writeString(file, IMPORTS + source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        classPath(File.pathSeparator),
                        "-d",
                        classes.toString(),
                        file.toString());
        if (status != 0) {
            throw new IllegalStateException("%s does not compile".formatted(file));
        }
        return this;
    }

    /** The scenarios that the suite has to prove. */
    void scenarios(String... ids) throws IOException {
        Files.writeString(
                classes.resolve("dev/hivecluster/e2e/scenario/scenarios.txt"),
                Arrays.stream(ids).map(id -> id + " is proven\n").collect(Collectors.joining()));
    }

    /** Runs this module's executions of Failsafe in their order, as a build does. */
    int run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(property("its.maven.home"), "bin", "mvn").toString(),
                "-B",
                "-Dmaven.repo.local=" + property("its.localRepository"),
                "-Dhive.testResults=" + results(),
                "-Dmaven.test.additionalClasspath=" + classPath(",")));
        command.addAll(List.of(options));
        for (String execution : List.of("isolated", "suite", "scenarios")) {
            command.add(FAILSAFE + "integration-test@" + execution);
        }
        command.add(FAILSAFE + "verify@verdict");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(project.resolve("build.log").toFile());
        builder.environment().remove("MAVEN_OPTS");
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the build does not end:\n" + log());
            }
            return process.exitValue();
        } finally {
            process.destroy();
        }
    }

    Path results() {
        return project.resolve("results");
    }

    /** What Maven said; nothing before it runs. */
    String log() throws IOException {
        Path log = project.resolve("build.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Ours but for our own tests, in whose place the small ones come. */
    private String classPath(String separator) {
        Path tests = module.resolve("target");
        return Stream.concat(
                        Stream.of(classes),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                .map(Path::of)
                                .filter(entry -> !entry.startsWith(tests)))
                .map(Path::toString)
                .collect(Collectors.joining(separator));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property %s is not set; run mvn verify -Pits".formatted(name));
        }
        return value;
    }
}
