package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapturedOutputTest {
    private final List<String> lines = new ArrayList<>();
    private final CapturedOutput output = new CapturedOutput(lines::add);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void text_is_the_same_however_it_is_cut_into_chunks(int chunk) {
        String text = "äöü 世界\n\n🐝🐝\r\nlast";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += chunk) {
            output.write(bytes, i, Math.min(chunk, bytes.length - i));
        }
        output.finish();
        output.finish();

        assertThat(lines).containsExactly("äöü 世界", "", "🐝🐝", "last");
        assertThat(output.text()).isEqualTo(text);
        assertThat(output.total()).isEqualTo(bytes.length);
    }

    @Test
    void what_is_no_utf_8_is_replaced() {
        output.write('a');
        output.write(0xFF);
        output.write('\n');

        assertThat(lines).containsExactly("a\uFFFD");
    }

    @Test
    void a_line_without_end_is_handed_on_in_pieces_at_whole_characters() {
        byte[] bee = "🐝".getBytes(StandardCharsets.UTF_8);
        output.write('x');
        for (int i = 0; i < 40_000; i++) {
            output.write(bee, 0, bee.length);
        }
        output.finish();

        assertThat(lines).hasSize(3);
        assertThat(String.join("", lines)).isEqualTo("x" + "🐝".repeat(40_000));
    }

    @Test
    void up_to_the_limit_everything_is_kept() {
        write("a".repeat(CapturedOutput.KEPT));

        assertThat(output.text()).hasSize(CapturedOutput.KEPT).doesNotContain("cut");
    }

    @Test
    void beyond_the_limit_the_end_is_kept_and_the_cut_is_told() {
        write("a".repeat(10));
        write("b".repeat(CapturedOutput.KEPT));

        assertThat(output.text()).isEqualTo("[the first 10 bytes were cut]\n" + "b".repeat(CapturedOutput.KEPT));
    }

    @Test
    void one_chunk_beyond_the_limit_is_cut_too() {
        write("a".repeat(3 * CapturedOutput.KEPT) + "end");

        assertThat(output.text())
                .startsWith("[the first %d bytes were cut]\naaa".formatted(2 * CapturedOutput.KEPT + 3))
                .endsWith("aaaend");
    }

    @Test
    void the_cut_is_made_between_characters() {
        write("世".repeat(CapturedOutput.KEPT / 2));

        assertThat(output.text()).doesNotContain("\uFFFD").contains(" bytes were cut]\n世世");
    }

    @Test
    void a_stream_of_many_chunks_is_bounded() {
        byte[] chunk = "0123456789abcdef".repeat(2048).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 500; i++) {
            output.write(chunk, 0, chunk.length);
        }

        assertThat(output.text().length()).isLessThan(CapturedOutput.KEPT + 100);
        assertThat(output.text()).endsWith("0123456789abcdef");
        assertThat(output.total()).isEqualTo(500L * chunk.length);
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
    }
}
