package dev.hivecluster.e2e.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void there_are_enough_mutants_and_no_two_are_the_same() {
        assertThat(Catalogue.all())
                .hasSizeGreaterThanOrEqualTo(60)
                .extracting(Mutant::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void only_mutants_that_there_are_may_survive() throws IOException {
        assertThat(Catalogue.all())
                .extracting(Mutant::id)
                .containsAll(Survivors.read().keySet());
    }

    @Test
    void a_survivor_is_named_with_its_reason() {
        assertThat(Survivors.parse("# for people\n\nCreateTags drops x/y: nobody asks for it\n"))
                .isEqualTo(Map.of("CreateTags drops x/y", "nobody asks for it"));
    }

    @Test
    void nobody_survives_without_a_reason_or_with_two() {
        assertThatThrownBy(() -> Survivors.parse("CreateTags drops x/y: "))
                .hasMessage("a mutant must not survive without a reason: CreateTags drops x/y: ");
        assertThatThrownBy(() -> Survivors.parse("CreateTags drops x/y"))
                .hasMessage("a mutant must not survive without a reason: CreateTags drops x/y");
        assertThatThrownBy(() -> Survivors.parse("a b: one\na b: two")).hasMessage("listed twice: a b: two");
    }
}
