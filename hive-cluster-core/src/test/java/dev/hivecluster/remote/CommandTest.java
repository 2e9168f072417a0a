package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    @Test
    void its_line_is_what_a_person_would_type() {
        assertThat(Command.of("hive", "get", "nodes").line()).isEqualTo("hive get nodes");
        assertThat(Command.of(List.of("printf", "%s\n", "it's")).line()).isEqualTo("printf '%s\n' 'it'\\''s'");
        assertThat(Command.of("hive", "get", "vms")).hasToString("hive get vms");
    }

    @Test
    void directory_environment_and_root_come_before_the_program() {
        Command command = Command.of("hive", "admin", "init")
                .with("HIVE_HOME", "/home/tf user")
                .with("NO_COLOR", "1")
                .in("/srv/it's")
                .asRoot();

        assertThat(command.line())
                .isEqualTo("cd '/srv/it'\\''s' && sudo -n env 'HIVE_HOME=/home/tf user' NO_COLOR=1 hive admin init");
    }

    @Test
    void a_directory_is_never_taken_for_an_option() {
        assertThat(Command.of("pwd").in("-P").line()).isEqualTo("cd ./-P && pwd");
    }

    @Test
    void each_change_makes_another_command() {
        Command first = Command.of("true");
        Command second = first.within(Duration.ofSeconds(5)).with("A", "b");

        assertThat(first.limit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(first.environment()).isEmpty();
        assertThat(second.limit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(second.with("A", "c").environment()).containsExactlyEntriesOf(Map.of("A", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-c", "A=b", "/opt/a=b/hive"})
    void a_program_that_would_be_taken_for_something_else_is_refused(String program) {
        assertThatThrownBy(() -> Command.of(program, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + program + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A B", "A=B", "A;id", "Ä"})
    void a_variable_has_a_proper_name(String name) {
        assertThatThrownBy(() -> Command.of("true").with(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void what_cannot_be_sent_is_refused_at_once() {
        assertThatThrownBy(() -> Command.of(List.of())).hasMessageContaining("needs a program");
        assertThatThrownBy(() -> Command.of("cat", "a\0b")).hasMessageContaining("NUL");
        assertThatThrownBy(() -> Command.of("cat").with("A", "\0")).hasMessageContaining("NUL");
        assertThatThrownBy(() -> Command.of("cat").in("\0")).hasMessageContaining("NUL");
        assertThatThrownBy(() -> Command.of("cat").within(Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
    }
}
