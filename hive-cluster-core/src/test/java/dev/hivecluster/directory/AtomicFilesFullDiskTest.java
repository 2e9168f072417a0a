package dev.hivecluster.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SmallDiskExtension.class)
class AtomicFilesFullDiskTest {
    @Test
    void the_old_file_stays_and_nothing_else(SmallDisk disk) throws Exception {
        Path file = disk.path().resolve("directory/file");
        AtomicFiles.write(file, "old");
        disk.fill();
        // The new file gets its first page, and not its second.
        disk.makeRoom(1);

        assertThatThrownBy(() -> AtomicFiles.write(file, "new".repeat(5_000)))
                .isInstanceOf(WriteException.class)
                .hasMessageStartingWith("%s cannot be written: No space left on device; make room", file);

        assertThat(file).hasContent("old");
        assertThat(disk.files()).containsExactly("directory", "directory/file");
        AtomicFiles.write(file, "small");
        assertThat(file).hasContent("small");
    }

    @Test
    void a_new_file_leaves_no_directory(SmallDisk disk) throws Exception {
        disk.fill();

        assertThatThrownBy(() -> AtomicFiles.write(disk.path().resolve("some/new/file"), "text"))
                .isInstanceOf(WriteException.class);

        assertThat(disk.files()).isEmpty();
    }

    @Test
    void a_directory_that_takes_no_file_is_left_as_it_is(SmallDisk disk) throws Exception {
        Path file = disk.path().resolve("directory/file");
        AtomicFiles.write(file, "old");
        disk.protect();

        assertThatThrownBy(() -> AtomicFiles.writePrivate(file, "new"))
                .isInstanceOf(WriteException.class)
                .hasMessageStartingWith("%s cannot be written: Read-only file system", file);

        assertThat(file).hasContent("old");
        assertThat(disk.files()).containsExactly("directory", "directory/file");
    }
}
