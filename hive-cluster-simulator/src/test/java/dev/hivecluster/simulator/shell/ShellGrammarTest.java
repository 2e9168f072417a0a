package dev.hivecluster.simulator.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.simulator.node.TestMachine;
import java.io.IOException;
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

/** Scripts and what comes of them: the simulated shell must do what the table says, and the real one agrees. */
class ShellGrammarTest {
    private static final Path REAL_SHELL = Path.of("/bin/sh");

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

    static Stream<Script> scripts() throws IOException {
        List<Script> scripts = new ArrayList<>();
        Path table = Path.of("src/test/resources/shell-scripts.txt");
        for (String entry : Files.readString(table).split("(?m)^====\n", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            String[] parts = entry.split("(?m)^---- ?", -1);
            String[] result = parts[1].split("\n", 2);
            scripts.add(new Script(
                    parts[0].substring(0, parts[0].length() - 1), result[1], Integer.parseInt(result[0].strip())));
        }
        return scripts.stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void script_does_what_the_table_says(Script script) throws Exception {
        TestMachine.Result result =
                machine.sh("mkdir -p work; cd work; rm -rf *\n" + script.text, "first", "second one");
        assertThat(result.err())
                .as("standard error")
                .doesNotContain("Syntax")
                .doesNotContain("simulated program failed");
        assertThat(result.out()).isEqualTo(script.out);
        assertThat(result.status()).isEqualTo(script.status);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void the_real_shell_agrees(Script script, @TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(REAL_SHELL), "there is no /bin/sh here");
        Process process = new ProcessBuilder(REAL_SHELL.toString(), "-c", script.text, "sh", "first", "second one")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out).isEqualTo(script.out);
        assertThat(process.waitFor()).isEqualTo(script.status);
    }
}
