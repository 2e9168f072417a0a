package dev.hivecluster.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path directory;

    @Test
    void a_file_is_replaced_as_a_whole_and_nothing_stays_beside_it() throws IOException {
        Path file = directory.resolve("made/on/the/way/file");

        AtomicFiles.write(file, "a longer first text");
        AtomicFiles.write(file, "zweiter Text: ä");

        assertThat(file).hasContent("zweiter Text: ä");
        assertThat(beside(file)).containsExactly(file);
    }

    @Test
    void a_private_file_is_its_owners_alone_also_when_it_replaces_a_public_one() throws IOException {
        Path file = directory.resolve("credentials");
        AtomicFiles.write(file, "public");
        AtomicFiles.writePrivate(file, "secret");

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void a_public_file_may_be_read_by_others_as_far_as_the_umask_allows() throws IOException {
        Path file = directory.resolve("cluster.json");
        AtomicFiles.write(file, "public");

        assertThat(mode(file)).startsWith("rw-").doesNotContain("x");
        assertThat(mode(file).substring(3)).doesNotContain("w");
    }

    @Test
    void when_it_cannot_be_written_the_message_says_which_file_why_and_what_to_do() throws IOException {
        Path blocked = Files.writeString(directory.resolve("blocked"), "a file");

        assertThatThrownBy(() -> AtomicFiles.write(blocked.resolve("cluster.json"), "x"))
                .isInstanceOf(WriteException.class)
                .hasMessageStartingWith(blocked.resolve("cluster.json") + " cannot be written: ")
                .hasMessageContaining("-Dhive.clustersDirectory")
                .hasCauseInstanceOf(IOException.class);
        assertThat(blocked).hasContent("a file");
    }

    @Test
    void a_directory_in_the_place_of_the_file_is_told_and_nothing_stays_beside_it() throws IOException {
        Path occupied = directory.resolve("cluster.json");
        Files.createDirectories(occupied.resolve("child"));

        assertThatThrownBy(() -> AtomicFiles.write(occupied, "x")).isInstanceOf(WriteException.class);
        assertThat(beside(occupied)).containsExactly(occupied);
    }

    @Test
    void directories_that_were_made_for_a_file_that_cannot_be_written_go_again() throws IOException {
        Files.createDirectory(directory.resolve("before"));
        String tooLong = "x".repeat(300);

        assertThatThrownBy(() -> AtomicFiles.write(
                        directory.resolve("before/made/on/the/way").resolve(tooLong), "x"))
                .isInstanceOf(WriteException.class);

        assertThat(directory.resolve("before")).isEmptyDirectory();
    }

    @Test
    void a_place_that_takes_no_files_is_told() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only where there is /proc");

        assertThatThrownBy(() -> AtomicFiles.write(Path.of("/proc/self/cluster.json"), "x"))
                .isInstanceOf(WriteException.class)
                .hasMessageStartingWith("/proc/self/cluster.json cannot be written: ");
    }

    @Test
    void a_directory_that_is_a_link_is_followed() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        AtomicFiles.write(link.resolve("file"), "x");

        assertThat(real.resolve("file")).hasContent("x");
    }

    @Test
    void an_interrupted_thread_writes_and_stays_interrupted() throws IOException {
        Path file = directory.resolve("cluster.json");
        Thread.currentThread().interrupt();
        try {
            AtomicFiles.write(file, "saved");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(file).hasContent("saved");
        assertThat(beside(file)).containsExactly(file);
    }

    @Test
    void a_reader_beside_many_writers_always_sees_one_whole_text() throws Exception {
        Path file = directory.resolve("cluster.json");
        List<String> texts = List.of("a".repeat(50_000), "b".repeat(60_000), "c".repeat(10));
        AtomicFiles.write(file, texts.get(0));
        ExecutorService pool = Executors.newFixedThreadPool(texts.size());
        try {
            List<Callable<String>> writers = new ArrayList<>();
            for (String text : texts) {
                writers.add(() -> {
                    for (int round = 0; round < 30; round++) {
                        AtomicFiles.write(file, text);
                    }
                    return text;
                });
            }
            List<Future<String>> running = writers.stream().map(pool::submit).toList();
            do {
                assertThat(texts).contains(Files.readString(file));
            } while (!running.stream().allMatch(Future::isDone));
            for (Future<String> writer : running) {
                writer.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(beside(file)).containsExactly(file);
    }

    private static List<Path> beside(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
