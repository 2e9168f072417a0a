package dev.hivecluster.simulator.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.simulator.node.TestMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts and what comes of them, of the shell's grammar and of the programs: the simulated machine must do what the tables
 * say, and a real shell with the real programs agrees.
 */
class ShellScriptsTest {
    private static final Path REAL_SHELL = Path.of("/bin/dash");

    @TempDir
    static Path files;

    private static TestMachine machine;

    @BeforeAll
    static void boot() throws Exception {
        machine = TestMachine.booted(files.resolve("root"));
    }

    @AfterAll
    static void powerOff() throws IOException {
        machine.close();
    }

    record Script(String text, String out, int status) {
        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<Script> scripts() {
        return Stream.of("shell-scripts.txt", "program-scripts.txt").flatMap(table -> read(table).stream());
    }

    /** Entries are parted by {@code ====}, a script from its status and its output by {@code ----}. */
    private static List<Script> read(String table) {
        List<Script> scripts = new ArrayList<>();
        for (String entry : resource(table).split("(?m)^====\n", -1)) {
            String[] parts = entry.split("(?m)^---- ", -1);
            String[] result = parts[1].split("\n", 2);
            scripts.add(new Script(
                    parts[0].substring(0, parts[0].length() - 1), result[1], Integer.parseInt(result[0].strip())));
        }
        return scripts;
    }

    private static String resource(String name) {
        try (var in = ShellScriptsTest.class.getResourceAsStream("/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void script_does_what_the_table_says(Script script) throws Exception {
        TestMachine.Result result =
                machine.sh("rm -rf work; mkdir work; cd work\n" + script.text, "first", "second one");
        assertThat(result.err()).as("standard error").doesNotContain("Syntax");
        assertThat(result.out()).isEqualTo(script.out);
        assertThat(result.status()).isEqualTo(script.status);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void the_real_shell_agrees(Script script, @TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(REAL_SHELL), "there is no " + REAL_SHELL + " here");
        ProcessBuilder builder = new ProcessBuilder(
                        REAL_SHELL.toString(), "-c", script.text, "sh", "first", "second one")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out).isEqualTo(script.out);
        assertThat(process.waitFor()).isEqualTo(script.status);
    }
}
