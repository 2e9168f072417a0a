package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordedIdsTest {
    private final RecordedIds ids = new RecordedIds();

    private static String id(String kind, int number) {
        return "%s-%017x".formatted(kind, number);
    }

    private static String volume(String volume, String instance) {
        return "<item><volumeId>%s</volumeId><instanceId>%s</instanceId></item>".formatted(volume, instance);
    }

    @Test
    void what_an_answer_brings_is_translated_from_then_on() {
        ids.born(
                "<a><instanceId>%s</instanceId><reservationId>%s</reservationId></a>".formatted(id("i", 1), id("r", 2)),
                "<a><reservationId>%s</reservationId><instanceId>%s</instanceId></a>"
                        .formatted(id("r", 0xb), id("i", 0xa)));
        assertThat(ids.translated("InstanceId.1=%s&x=%s".formatted(id("i", 1), id("r", 2))))
                .isEqualTo("InstanceId.1=%s&x=%s".formatted(id("i", 0xa), id("r", 0xb)));
    }

    @Test
    void of_several_that_are_born_at_once_each_finds_its_own_by_what_stands_beside_it() {
        ids.put(id("i", 1), id("i", 0xa));
        ids.put(id("i", 2), id("i", 0xb));
        ids.born(
                "<s>" + volume(id("vol", 1), id("i", 1)) + volume(id("vol", 2), id("i", 2)) + "</s>",
                "<s>" + volume(id("vol", 0xb), id("i", 0xb)) + volume(id("vol", 0xa), id("i", 0xa)) + "</s>");
        assertThat(ids.translated(id("vol", 1))).isEqualTo(id("vol", 0xa));
        assertThat(ids.translated(id("vol", 2))).isEqualTo(id("vol", 0xb));
    }

    @Test
    void of_answers_that_differ_only_what_is_beyond_doubt_is_learnt() {
        ids.born(
                "<s><x>1</x>" + volume(id("vol", 1), id("i", 1)) + volume(id("vol", 2), id("i", 1)) + "</s>",
                "<s>" + volume(id("vol", 0xb), id("i", 0xa)) + volume(id("vol", 0xa), id("i", 0xa)) + "</s>");
        assertThat(ids.translated(id("i", 1))).isEqualTo(id("i", 0xa));
        assertThat(ids.translated(id("vol", 1))).isEqualTo(id("vol", 1));
    }

    @Test
    void what_a_request_names_that_nobody_has_made_stands_for_itself() {
        ids.named("VolumeId=" + id("vol", 0xdead));
        ids.born(volume(id("vol", 0xdead), id("i", 1)), volume(id("vol", 0xdead), id("i", 0xa)));
        assertThat(ids.translated(id("vol", 0xdead))).isEqualTo(id("vol", 0xdead));
        assertThat(ids.translated(id("i", 1))).isEqualTo(id("i", 0xa));
    }

    @Test
    void an_id_within_a_name_is_one() {
        ids.put(id("ami", 1), id("ami", 0xa));
        assertThat(ids.translated("/predastore/snap-%s/config.json".formatted(id("ami", 1))))
                .isEqualTo("/predastore/snap-%s/config.json".formatted(id("ami", 0xa)));
    }

    @Test
    void one_of_ours_cannot_stand_for_two() {
        ids.put(id("i", 1), id("i", 0xa));
        assertThatThrownBy(() -> ids.put(id("i", 2), id("i", 0xa))).isInstanceOf(IllegalArgumentException.class);
    }
}
