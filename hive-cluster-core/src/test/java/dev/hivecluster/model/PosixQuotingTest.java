package dev.hivecluster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosixQuotingTest {
    private static final String HOSTILE = "'\"\\`$(){}[]*?~!#&|;<>=-,.:@%^+/ \t\n\r\u0001\u007fazAZ09äß世🐝";

    @ParameterizedTest
    @ValueSource(strings = {"hive", "/usr/bin/hive", "--node=2", "a.b:c@d%e+f,g", "127.0.0.1:9999"})
    void what_a_shell_leaves_alone_stays_readable(String argument) {
        assertThat(PosixQuoting.quote(argument)).isEqualTo(argument);
    }

    @Test
    void everything_else_is_quoted() {
        assertThat(PosixQuoting.quote("")).isEqualTo("''");
        assertThat(PosixQuoting.quote("a b")).isEqualTo("'a b'");
        assertThat(PosixQuoting.quote("it's")).isEqualTo("'it'\\''s'");
        assertThat(PosixQuoting.quote("~")).isEqualTo("'~'");
        assertThat(PosixQuoting.quote("ä")).isEqualTo("'ä'");
        assertThat(PosixQuoting.quote(List.of("a", "$b", ""))).isEqualTo("a '$b' ''");
    }

    @Test
    void a_real_shell_reads_exactly_what_was_quoted() throws IOException, InterruptedException {
        Random random = new Random(11);
        int[] characters = HOSTILE.codePoints().toArray();
        List<String> arguments =
                new ArrayList<>(List.of("", "-n", "--", "~", "~/x", "$(id)", "`id`", "*", "\n", "'\n'"));
        for (int i = 0; i < 300; i++) {
            StringBuilder argument = new StringBuilder();
            random.ints(random.nextInt(10), 0, characters.length)
                    .forEach(index -> argument.appendCodePoint(characters[index]));
            arguments.add(argument.toString());
        }

        String script = "for argument in " + PosixQuoting.quote(arguments) + "; do printf '%s\\0' \"$argument\"; done";

        assertThat(shell(script)).isEqualTo(String.join("\0", arguments) + "\0");
    }

    @Test
    void what_cannot_be_passed_is_refused() {
        assertThatThrownBy(() -> PosixQuoting.quote("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> PosixQuoting.quote("half \ud83d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    private static String shell(String script) throws IOException, InterruptedException {
        Process sh = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
        try (var in = sh.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        sh.waitFor();
        return output;
    }
}
