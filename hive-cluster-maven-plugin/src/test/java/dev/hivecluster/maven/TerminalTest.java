package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where rows may be redrawn. */
class TerminalTest {
    @Test
    void a_terminal_that_can_move_its_cursor_is_usable() {
        assertThat(Terminal.isUsable(Map.of("TERM", "xterm-256color"))).isTrue();
    }

    @Test
    void a_dumb_one_one_without_a_name_and_one_of_a_ci_system_are_not() {
        assertThat(Terminal.isUsable(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.isUsable(Map.of())).isFalse();
        assertThat(Terminal.isUsable(Map.of("TERM", "xterm", "CI", "true"))).isFalse();
        assertThat(Terminal.isUsable(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    }
}
