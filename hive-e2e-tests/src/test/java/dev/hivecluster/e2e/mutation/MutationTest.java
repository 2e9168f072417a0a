package dev.hivecluster.e2e.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.mutation.Mutation.Drop;
import dev.hivecluster.e2e.mutation.Mutation.ErrorToSuccess;
import dev.hivecluster.e2e.mutation.Mutation.Ignore;
import dev.hivecluster.e2e.mutation.Mutation.Outcome;
import dev.hivecluster.e2e.mutation.Mutation.SuccessToError;
import dev.hivecluster.e2e.mutation.Mutation.Swap;
import dev.hivecluster.e2e.mutation.Mutation.SwapErrorCode;
import dev.hivecluster.e2e.mutation.Mutation.SwapField;
import dev.hivecluster.e2e.mutation.Mutation.SwapStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MutationTest {
    private static final String ACTION = "DescribeVolumes";
    private static final Answer VOLUMES = Answer.success(
            ACTION,
            "<volumeSet>"
                    + "<item><volumeId>vol-1</volumeId><size>10</size><status>in-use</status></item>"
                    + "<item><volumeId>vol-2</volumeId><size>20</size><status>available</status></item>"
                    + "</volumeSet>");
    private static final Answer REFUSAL = Answer.refusal(409, "IncorrectInstanceState");

    @Test
    void an_element_is_dropped_from_every_item_and_nothing_else() {
        assertThat(wrong(new Drop("volumeSet/item/size"), VOLUMES))
                .isEqualTo(VOLUMES.withBody(
                        VOLUMES.body().replace("<size>10</size>", "").replace("<size>20</size>", "")));
    }

    @Test
    void one_of_several_items_is_dropped_if_the_path_says_so() {
        assertThat(wrong(new Drop("volumeSet/item[2]"), VOLUMES).body())
                .contains("vol-1")
                .doesNotContain("vol-2");
    }

    @Test
    void a_word_is_swapped_only_where_it_is_said() {
        assertThat(wrong(new Swap("volumeSet/item/status", "in-use", "available"), VOLUMES))
                .isEqualTo(VOLUMES.withBody(VOLUMES.body().replace("in-use", "available")));
    }

    @Test
    void whatever_is_said_can_be_swapped() {
        assertThat(wrong(new Swap("volumeSet/item/size", "", "1"), VOLUMES))
                .isEqualTo(VOLUMES.withBody(VOLUMES.body().replace("10", "1").replace("20", "1")));
    }

    @Test
    void a_refusal_gives_another_reason_with_the_same_status() {
        assertThat(wrong(new SwapErrorCode("IncorrectInstanceState", "IncorrectState"), REFUSAL))
                .isEqualTo(REFUSAL.withBody(REFUSAL.body()
                        .replace("IncorrectInstanceState", "IncorrectState")
                        .replace("<Message></Message>", "<Message/>")));
    }

    @Test
    void a_refusal_has_another_status_with_the_same_reason() {
        assertThat(wrong(new SwapStatus(409, 400), REFUSAL)).isEqualTo(Answer.refusal(400, "IncorrectInstanceState"));
    }

    @Test
    void a_refusal_becomes_a_success() {
        assertThat(wrong(new ErrorToSuccess("IncorrectInstanceState"), REFUSAL)).isEqualTo(Answer.success(ACTION, ""));
    }

    @Test
    void a_success_becomes_a_refusal() {
        assertThat(wrong(new SuccessToError("UnsupportedOperation"), VOLUMES))
                .isEqualTo(Answer.refusal(400, "UnsupportedOperation"));
    }

    @Test
    void a_field_of_a_document_says_something_else() {
        Answer document = VOLUMES.withBody("{\"SnapshotID\":\"snap-1\",\"SnapshotIDs\":\"snap-1\"}");
        assertThat(wrong(new SwapField("SnapshotID", "nowhere"), document))
                .isEqualTo(document.withBody("{\"SnapshotID\":\"nowhere\",\"SnapshotIDs\":\"snap-1\"}"));
    }

    @Test
    void an_ignored_action_succeeds_and_is_not_carried_out() {
        Outcome outcome = new Ignore().apply("DeleteVolume", () -> {
            throw new AssertionError("it was carried out");
        });
        assertThat(outcome).isEqualTo(new Outcome(Answer.success("DeleteVolume", ""), true));
    }

    static Stream<Mutation> what_changes_nothing_of_the_volumes() {
        return Stream.of(
                new Drop("volumeSet/item/device"),
                new Drop("size"),
                new Swap("volumeSet/item/status", "creating", "available"),
                new SwapErrorCode("IncorrectInstanceState", "IncorrectState"),
                new SwapStatus(409, 400),
                new ErrorToSuccess("IncorrectInstanceState"),
                new SwapField("SnapshotID", "nowhere"));
    }

    @ParameterizedTest
    @MethodSource("what_changes_nothing_of_the_volumes")
    void an_answer_without_what_would_be_changed_stays_as_it_is(Mutation mutation) {
        assertThat(mutation.apply(ACTION, () -> VOLUMES)).isEqualTo(new Outcome(VOLUMES, false));
    }

    static Stream<Mutation> what_changes_nothing_of_a_refusal() {
        return Stream.of(
                new SwapErrorCode("VolumeInUse", "IncorrectState"),
                new SwapStatus(400, 404),
                new ErrorToSuccess("VolumeInUse"),
                new SuccessToError("UnsupportedOperation"));
    }

    @ParameterizedTest
    @MethodSource("what_changes_nothing_of_a_refusal")
    void a_refusal_for_another_reason_stays_as_it_is(Mutation mutation) {
        assertThat(mutation.apply(ACTION, () -> REFUSAL)).isEqualTo(new Outcome(REFUSAL, false));
    }

    @Test
    void what_is_no_xml_is_left_alone() {
        Answer empty = new Answer(204, List.of(), "");
        assertThat(new Drop("volumeSet").apply(ACTION, () -> empty)).isEqualTo(new Outcome(empty, false));
    }

    private static Answer wrong(Mutation mutation, Answer right) {
        Outcome outcome = mutation.apply(ACTION, () -> right);
        assertThat(outcome.isWrong()).isTrue();
        return outcome.answer();
    }
}
