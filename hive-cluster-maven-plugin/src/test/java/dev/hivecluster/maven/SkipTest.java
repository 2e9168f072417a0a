package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.model.InvalidSettingException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a goal do nothing. */
class SkipTest {
    @ParameterizedTest
    @ValueSource(strings = {"skipTests", "skipITs", "maven.test.skip", "hive.skip"})
    void a_cluster_for_tests_that_do_not_run_is_skipped_and_the_property_is_named(String property) {
        assertThat(Skip.withTheTests(given(Map.of(property, "true")))).contains(property);
        assertThat(Skip.withTheTests(given(Map.of(property, "")))).contains(property);
        assertThat(Skip.withTheTests(given(Map.of(property, "false")))).isEmpty();
    }

    @Test
    void nothing_given_skips_nothing() {
        assertThat(Skip.withTheTests(given(Map.of()))).isEmpty();
        assertThat(Skip.always(given(Map.of()))).isEmpty();
    }

    @Test
    void a_goal_that_a_person_called_is_skipped_by_its_own_property_only() {
        assertThat(Skip.always(given(Map.of("hive.skip", "TRUE")))).contains("hive.skip");
        assertThat(Skip.always(given(Map.of("skipTests", "true", "skipITs", "true"))))
                .isEmpty();
    }

    @Test
    void what_is_neither_true_nor_false_is_refused_for_the_own_property_and_left_to_others_for_theirs() {
        assertThatThrownBy(() -> Skip.always(given(Map.of("hive.skip", "maybe"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("hive.skip is \"maybe\"; expected true or false");
        assertThatThrownBy(() -> Skip.withTheTests(given(Map.of("hive.skip", "maybe", "skipTests", "true"))))
                .isInstanceOf(InvalidSettingException.class);
        assertThat(Skip.withTheTests(given(Map.of("skipTests", "maybe")))).isEmpty();
    }

    private static Function<String, Optional<String>> given(Map<String, String> properties) {
        return name -> Optional.ofNullable(properties.get(name));
    }
}
