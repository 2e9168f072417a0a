package dev.hivecluster.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsFileTest {
    private static final Credentials KEY = new Credentials("AKIAX", "a+b/c=d");

    @TempDir
    private Path directory;

    @Test
    void what_is_written_is_read_again() throws Exception {
        Path file = directory.resolve("credentials");

        CredentialsFile.write(file, KEY);

        assertThat(CredentialsFile.read(file)).contains(KEY);
    }

    @Test
    void only_its_owner_may_read_it() throws Exception {
        Path file = directory.resolve("credentials");

        CredentialsFile.write(file, KEY);

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void other_profiles_are_left_aside() {
        assertThat(CredentialsFile.parse("""
                [default]
                aws_access_key_id = OTHER
                aws_secret_access_key = other
                [hive]
                aws_access_key_id=AKIAX
                aws_secret_access_key = a+b/c=d
                [last]
                aws_access_key_id = LAST
                """)).contains(KEY);
    }

    @Test
    void half_a_key_is_none() {
        assertThat(CredentialsFile.parse("[hive]\naws_access_key_id = AKIAX\n")).isEmpty();
        assertThat(CredentialsFile.parse("[default]\naws_access_key_id = A\naws_secret_access_key = b\n"))
                .isEmpty();
    }

    @Test
    void a_file_that_is_not_there_holds_none() throws Exception {
        assertThat(CredentialsFile.read(directory.resolve("missing"))).isEmpty();
    }
}
