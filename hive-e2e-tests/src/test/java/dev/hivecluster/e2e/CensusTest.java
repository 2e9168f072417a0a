package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.model.ClusterName;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CensusTest {
    private static final ClusterName CLUSTER = new ClusterName("small");
    private static final Census BEFORE = new Census(Set.of("vol-1", "i-1"));

    @Test
    void what_was_there_before_may_stay_or_go() {
        assertThatCode(() -> new Census(Set.of("vol-1")).hasNothingMoreThan(BEFORE, CLUSTER))
                .doesNotThrowAnyException();
    }

    @Test
    void what_was_left_behind_is_named() {
        assertThatThrownBy(
                        () -> new Census(Set.of("vol-1", "vol-2", "key pair e2e")).hasNothingMoreThan(BEFORE, CLUSTER))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("small")
                .hasMessageContaining("vol-2")
                .hasMessageContaining("key pair e2e");
    }
}
