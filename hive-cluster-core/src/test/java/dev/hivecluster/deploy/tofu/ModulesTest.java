package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.hivecluster.directory.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The modules that come with the plugin, checked by OpenTofu and by Terraform, as far as they are there: both read the same
 * language, but not in the same way.
 */
class ModulesTest {
    private static final Path MODULES =
            Path.of("..", "terraform").toAbsolutePath().normalize();
    private static final int LIMIT_SECONDS = 120;

    @TempDir
    Path scratch;

    static Stream<Path> binaries() {
        Optional<String> named = Optional.ofNullable(System.getProperty("hive.tofu.binary"))
                .or(() -> Optional.ofNullable(System.getenv("HIVE_TOFU")));
        List<Path> found = Stream.concat(
                        named.map(Path::of).or(() -> onPath("tofu")).stream(), onPath("terraform").stream())
                .distinct()
                .toList();
        if (found.isEmpty()) {
            missing("neither tofu nor terraform is on the PATH, and HIVE_TOFU names none");
        }
        return found.stream();
    }

    static Stream<Arguments> modulesByBinary() throws IOException {
        try (Stream<Path> modules = Files.list(MODULES)) {
            List<String> names = modules.map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();
            return binaries().flatMap(binary -> names.stream().map(name -> Arguments.of(binary, name)));
        }
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void modules_and_their_tests_are_formatted(Path binary) throws Exception {
        Outcome outcome = run(MODULES, binary, "fmt", "-check", "-diff", "-recursive");

        assertThat(outcome.exitCode())
                .as("format them with '%s fmt -recursive terraform':%n%s", binary, outcome.output())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("modulesByBinary")
    void a_module_is_valid_and_passes_its_own_tests(Path binary, String module) throws Exception {
        Path copy = copy(MODULES.resolve(module));
        Outcome init = run(copy, binary, "init", "-input=false", "-no-color");
        if (init.exitCode() != 0) {
            missing("the providers of terraform/%s cannot be had: %s".formatted(module, init.output()));
        }

        Outcome valid = run(copy, binary, "validate", "-no-color");
        assertThat(valid.exitCode()).as(valid.output()).isZero();
        assertThat(valid.output()).as("deprecated things will be gone one day").doesNotContain("Warning");

        Outcome tests = run(copy, binary, "test", "-no-color");
        assertThat(tests.exitCode()).as(tests.output()).isZero();
        assertThat(tests.output()).containsPattern("Success! [1-9][0-9]* passed, 0 failed");
    }

    @Test
    void machines_are_set_up_alike_by_every_module() throws Exception {
        assertThat(setUp("libvirt"))
                .as("what cloud-init gets, the first block of cloud-config.tf")
                .isEqualTo(setUp("proxmox"));
    }

    private static String setUp(String module) throws IOException {
        String text = Files.readString(MODULES.resolve(module).resolve("cloud-config.tf"));
        Matcher locals = Pattern.compile("^locals \\{\n.*?^}\n", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text);
        assertThat(locals.find()).as(text).isTrue();
        return locals.group();
    }

    /** Providers are links to outside, which the clean-up of temporary directories complains of. */
    @AfterEach
    void unlinkProviders() throws IOException {
        Trees.delete(scratch.resolve("module").resolve(".terraform"));
    }

    private Path copy(Path module) throws IOException {
        Path copy = scratch.resolve("module");
        try (Stream<Path> files = Files.walk(module)) {
            for (Path file : files.filter(file -> !file.toString().contains(".terraform"))
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                Files.copy(file, copy.resolve(module.relativize(file).toString()));
            }
        }
        return copy;
    }

    private Outcome run(Path directory, Path binary, String... arguments) throws Exception {
        Path output = Files.createTempFile(scratch, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(binary.toString()), Stream.of(arguments))
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", scratch.toString());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                fail(
                        "%s %s takes longer than %d s: %s",
                        binary, String.join(" ", arguments), LIMIT_SECONDS, Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private record Outcome(int exitCode, String output) {}

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** In CI what is missing is an error; elsewhere the test counts as not run. */
    private static void missing(String reason) {
        if (Boolean.getBoolean("hive.tofu.required")) {
            fail(reason + "; see .ci/tofu");
        }
        abort(reason);
    }
}
