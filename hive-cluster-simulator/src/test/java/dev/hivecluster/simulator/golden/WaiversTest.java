package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaiversTest {
    private static final Difference STATUS = new Difference("status", "200", "500");
    private static final Difference BODY = new Difference("body", "<a/>", "<b/>");

    private final Waivers waivers = Waivers.parse("# comment\n962d/1-A\tbody\tblocks are not stored\n");

    @Test
    void what_differs_fails_unless_it_is_waived() {
        assertThatThrownBy(() -> waivers.judge("962d/2-B", List.of(BODY)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("<b/>");
        assertThatCode(() -> waivers.judge("962d/2-B", List.of())).doesNotThrowAnyException();
        assertThatCode(() -> waivers.judge("962d/1-A", List.of(BODY))).doesNotThrowAnyException();
    }

    @Test
    void a_waiver_holds_for_its_part_alone() {
        assertThatThrownBy(() -> waivers.judge("962d/1-A", List.of(STATUS, BODY)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_waiver_that_no_longer_applies_fails() {
        assertThatThrownBy(() -> waivers.judge("962d/1-A", List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("blocks are not stored");
    }

    @Test
    void a_waiver_of_something_that_is_not_recorded_stays_unseen() {
        waivers.judge("962d/2-B", List.of());
        assertThat(waivers.unseen()).containsExactly("962d/1-A");
        waivers.judge("962d/1-A", List.of(BODY));
        assertThat(waivers.unseen()).isEmpty();
    }

    @Test
    void a_waiver_has_a_reason_and_is_given_once() {
        assertThatThrownBy(() -> Waivers.parse("962d/1-A\tbody\t \n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Waivers.parse("962d/1-A\tbody\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Waivers.parse("962d/1-A\tbody\tx\n962d/1-A\tstatus\ty\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
