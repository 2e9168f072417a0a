package dev.hivecluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidSettingExceptionTest {
    @Test
    void what_cannot_be_seen_or_would_turn_the_text_is_made_visible() {
        assertThat(new InvalidSettingException("hive.keep", "a\u0000\t\u001B[31m\u202E\u2028\uD800z", "never"))
                .hasMessage(
                        "hive.keep is \"a\\u0000\\u0009\\u001b[31m\\u202e\\u2028\\ud800z\"; expected never, such as -Dhive.keep=on-failure");
    }

    @Test
    void a_long_value_is_shortened_between_characters() {
        assertThat(new InvalidSettingException("hive.keep", "\uD83D\uDE80".repeat(81), "never"))
                .hasMessageStartingWith("hive.keep is \"" + "\uD83D\uDE80".repeat(80) + "…\";");
        assertThat(new InvalidSettingException("hive.keep", "\uD83D\uDE80".repeat(80), "never"))
                .hasMessageStartingWith("hive.keep is \"" + "\uD83D\uDE80".repeat(80) + "\";");
    }

    @Test
    void an_example_may_be_given_and_an_unknown_property_lists_the_known_ones() {
        assertThat(new InvalidSettingException("hive.x.y", "1", "a colour", "red"))
                .hasMessage("hive.x.y is \"1\"; expected a colour, such as -Dhive.x.y=red");
        assertThat(InvalidSettingException.unknown("hive.x.z", List.of("hive.x.y")))
                .hasMessage("\"hive.x.z\" is not known; known are hive.x.y")
                .extracting(InvalidSettingException::property)
                .isEqualTo("hive.x.z");
    }
}
