package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The warning for whoever asks Maven for the tests alone. */
class RequestedTest {
    @Test
    void asking_for_the_integration_tests_alone_is_warned_of() {
        assertThat(Requested.warning(List.of("clean", "integration-test")))
                .hasValueSatisfying(warning ->
                        assertThat(warning).contains("clean integration-test").contains("mvn verify"));
        assertThat(Requested.warning(List.of("pre-integration-test"))).isPresent();
    }

    @Test
    void a_build_that_goes_on_to_the_end_is_not_warned_of() {
        assertThat(Requested.warning(List.of("verify"))).isEmpty();
        assertThat(Requested.warning(List.of("integration-test", "install"))).isEmpty();
        assertThat(Requested.warning(List.of("post-integration-test"))).isEmpty();
        assertThat(Requested.warning(List.of("hive-cluster:full"))).isEmpty();
    }
}
