package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployer's setting may be a secret, such as the token of a hypervisor. */
class SecretSettingTest {
    private static final String SECRET = "correct-horse-battery-staple";

    @TempDir
    Path clusters;

    private LifecycleFixture fixture;

    @BeforeEach
    void stand() throws Exception {
        fixture = new LifecycleFixture(clusters);
        Session session = fixture.sessionThatKeepsEvents();
        session.up(fixture.byHand("hive.fake.token=" + SECRET));
        session.configure(DEMO, Limits.DEFAULT, false);
        session.close();
    }

    @Test
    void it_is_recorded_for_the_next_phase_where_only_the_owner_can_read_it() throws Exception {
        Path record = fixture.directory().recordFile();

        assertThat(fixture.record().spec().deployerSettings()).containsEntry("hive.fake.token", SECRET);
        assertThat(filesWithSecret()).containsExactly(record);
        assertThat(Files.getPosixFilePermissions(record))
                .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }

    @Test
    void it_is_not_said_when_the_record_is() {
        assertThat(fixture.record()).asString().contains("hive.fake.token").doesNotContain(SECRET);
    }

    @Test
    void it_goes_with_the_cluster() throws Exception {
        fixture.sessionThatKeepsEvents().destroy(DEMO, Limits.DEFAULT);

        assertThat(filesWithSecret()).isEmpty();
    }

    @Test
    void it_is_not_said_when_another_one_is_asked_for() {
        assertThatThrownBy(() -> fixture.session().up(fixture.bound("hive.fake.token=tr0ub4dor")))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageContaining("hive.fake.token is another one")
                .message()
                .doesNotContain(SECRET, "tr0ub4dor");
    }

    @Test
    void it_is_not_said_when_none_is_recorded() throws Exception {
        fixture.sessionThatKeepsEvents().destroy(DEMO, Limits.DEFAULT);
        Session other = fixture.session();
        other.up(fixture.byHand());
        other.close();

        assertThatThrownBy(() -> fixture.session().up(fixture.bound("hive.fake.token=" + SECRET)))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageContaining("hive.fake.token is not given there")
                .message()
                .doesNotContain(SECRET);
    }

    private List<Path> filesWithSecret() throws IOException {
        try (Stream<Path> files = Files.walk(clusters)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, SECRET))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
