package dev.hivecluster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagTest {
    @Test
    void not_given_it_is_off() {
        assertThat(Flag.of(ClusterSettings.of(Map.of()), "hive.purge")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", ""})
    void true_or_no_value_is_on(String value) {
        assertThat(Flag.of(ClusterSettings.of(Map.of("hive.purge", value)), "hive.purge"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False"})
    void false_is_off(String value) {
        assertThat(Flag.of(ClusterSettings.of(Map.of("hive.purge", value)), "hive.purge"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "yes", "0", " true"})
    void anything_else_is_refused_with_what_is_allowed(String value) {
        assertThatThrownBy(() -> Flag.parse("hive.purge", value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("hive.purge is \"%s\"; expected true or false, such as -Dhive.purge=true", value);
    }
}
