package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SignalsTest {
    @Test
    void a_signal_becomes_the_status_that_a_shell_reports() {
        assertThat(Signals.status("KILL")).isEqualTo(137);
        assertThat(Signals.status("TERM")).isEqualTo(143);
        assertThat(Signals.status("SYS@example.org"))
                .as("one of the host's own")
                .isEqualTo(128);
    }

    @Test
    void only_signals_that_ssh_knows_can_be_sent() {
        assertThat(Signals.requireKnown("INT")).isEqualTo("INT");
        assertThatThrownBy(() -> Signals.requireKnown("9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'9'")
                .hasMessageContaining("KILL");
    }
}
