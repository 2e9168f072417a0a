package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void things_are_closed_in_their_order() {
        Closing.all(List.of(part("first"), part("second")));
        assertThat(closed).containsExactly("first", "second");
    }

    @Test
    void what_cannot_be_closed_keeps_nothing_else_from_it_and_is_told() {
        assertThatThrownBy(() -> Closing.all(List.of(broken("volume"), part("second"), broken("tag"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("volume")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("tag"));
        assertThat(closed).containsExactly("second");
    }

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    private static AutoCloseable broken(String name) {
        return () -> {
            throw new IllegalStateException(name);
        };
    }
}
