package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a user reads of a failure. */
class FailuresTest {
    @Test
    void a_failure_is_told_with_what_failed_beside_it() {
        Exception failure = new Exception("configure failed");
        failure.addSuppressed(new Exception("and it could not be destroyed"));

        assertThat(Failures.text(failure)).isEqualTo("configure failed\nBeside that: and it could not be destroyed");
    }

    @Test
    void a_failure_without_a_message_is_told_by_its_kind() {
        assertThat(Failures.text(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
