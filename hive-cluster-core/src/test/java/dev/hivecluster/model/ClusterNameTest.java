package dev.hivecluster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "hive-e2e", "a--b", "0123456789012345678901234567890123456789"})
    void a_name_that_may_be_a_host_name_and_a_directory_is_accepted(String name) {
        assertThat(new ClusterName(name)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                                          '""'
                    Hive,                                        '"Hive"'
                    01234567890123456789012345678901234567890,   '"01234567890123456789012345678901234567890"'
                    ../x,                                        '"../x"'
                    -x,                                          '"-x"'
                    x-,                                          '"x-"'
                    -,                                           '"-"'
                    'a b',                                       '"a b"'
                    ' a',                                        '" a"'
                    a.b,                                         '"a.b"'
                    a_b,                                         '"a_b"'
                    a/b,                                         '"a/b"'
                    näher,                                       '"näher"'
                    """)
    void any_other_name_is_refused_with_what_is_allowed(String name, String shown) {
        assertThatThrownBy(() -> new ClusterName(name))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("hive.cluster is " + shown
                        + "; expected 1 to 40 lower-case letters, digits and hyphens, neither first nor last a hyphen,"
                        + " such as -Dhive.cluster=hive-e2e");
    }

    @Test
    void a_name_with_a_newline_is_refused_and_the_newline_is_made_visible() {
        assertThatThrownBy(() -> new ClusterName("hive\n"))
                .hasMessageStartingWith("hive.cluster is \"hive\\u000a\"; expected 1 to 40");
        assertThatThrownBy(() -> new ClusterName("hive\nrm -rf"))
                .hasMessageStartingWith("hive.cluster is \"hive\\u000arm -rf\"; expected 1 to 40");
    }

    @Test
    void its_nodes_are_counted_from_one() {
        assertThat(ClusterName.DEFAULT.node(1)).isEqualTo("hive-e2e-1");
    }

    @Test
    void names_are_sorted_by_their_letters() {
        assertThat(new ClusterName("a")).isLessThan(new ClusterName("b"));
    }
}
