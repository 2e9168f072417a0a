package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.hivecluster.deploy.tofu.TofuCommand.Outcome;
import dev.hivecluster.directory.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    @TempDir
    Path scratch;

    static Stream<Path> binaries() throws InterruptedException {
        Path tofu = RealTofu.required();
        return Stream.concat(Stream.of(tofu), onPath("terraform").stream()).distinct();
    }

    static Stream<Arguments> modulesByBinary() throws IOException, InterruptedException {
        try (Stream<Path> modules = Files.list(TofuCommand.modules())) {
            List<String> names = modules.map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();
            return binaries().flatMap(binary -> names.stream().map(name -> Arguments.of(binary, name)));
        }
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void modules_and_their_tests_are_formatted(Path binary) throws Exception {
        Outcome outcome =
                new TofuCommand(binary, TofuCommand.modules(), scratch).run("fmt", "-check", "-diff", "-recursive");

        assertThat(outcome.exitCode())
                .as("format them with '%s fmt -recursive terraform':%n%s", binary, outcome.output())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("modulesByBinary")
    void a_module_is_valid_and_passes_its_own_tests(Path binary, String module) throws Exception {
        TofuCommand tofu = new TofuCommand(binary, scratch.resolve("module"), scratch);
        tofu.copy(module);
        Outcome init = tofu.run("init", "-input=false", "-no-color");
        if (init.exitCode() != 0) {
            missing("the providers of terraform/%s cannot be had: %s".formatted(module, init.output()));
        }

        Outcome valid = tofu.run("validate", "-no-color");
        assertThat(valid.exitCode()).as(valid.output()).isZero();
        assertThat(valid.output()).as("deprecated things will be gone one day").doesNotContain("Warning");

        Outcome tests = tofu.run("test", "-no-color");
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
        String text = Files.readString(TofuCommand.modules().resolve(module).resolve("cloud-config.tf"));
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
