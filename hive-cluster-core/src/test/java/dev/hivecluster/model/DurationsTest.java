package dev.hivecluster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "500ms, PT0.5S",
        "90s, PT90S",
        "10m, PT10M",
        "4h, PT4H",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "3650d, PT87600H"
    })
    void durations_are_read_as_people_type_them(String text, Duration expected) {
        assertThat(Durations.parse("hive.ttl", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "90",
                "-5s",
                "+5s",
                "1.5h",
                "5 s",
                " 5s",
                "5s ",
                "5S",
                "5sec",
                "h",
                "ten",
                "5s\n",
                "3651d",
                "999999999d",
                "9999999999s",
                "99999999999999999999s",
                "3650d1ms"
            })
    void anything_else_is_refused_with_what_is_allowed(String text) {
        assertThatThrownBy(() -> Durations.parse("hive.timeout.up", text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "hive.timeout.up is \"%s\"; expected a duration of at most 3650d: whole numbers with ms, s, m, h or d, such as -Dhive.timeout.up=10m"
                                .formatted(text.replace("\n", "\\u000a")));
    }

    @Test
    void a_property_of_a_deployer_has_an_example_too() {
        assertThatThrownBy(() -> Durations.parse("hive.other.bootTime", "soon"))
                .hasMessageEndingWith("such as -Dhive.other.bootTime=90s");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.0009S, 0ms",
        "PT0.34S, 340ms",
        "PT0.999S, 999ms",
        "PT1S, 1s",
        "PT2.3S, 2.3s",
        "PT2.39S, 2.3s",
        "PT59.999S, 59.9s",
        "PT60S, 1m 00s",
        "PT4M5S, 4m 05s",
        "PT59M59.9S, 59m 59s",
        "PT3H20M, 3h 20m",
        "PT23H59M, 23h 59m",
        "PT51H, 2d 3h"
    })
    void durations_are_shown_with_two_units_at_most(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }
}
