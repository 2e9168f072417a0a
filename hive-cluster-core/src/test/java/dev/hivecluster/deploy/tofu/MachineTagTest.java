package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTagTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Owner THIS_PROCESS = Owner.current("session");
    private static final Owner GONE = new Owner(THIS_PROCESS.host(), 4_000_000, NOW, "session");
    private static final Owner ELSEWHERE = new Owner("another-host", 1, NOW, "session");

    private static MachineTag tag(Owner owner, boolean kept, Instant expiry) {
        return new MachineTag(
                Optional.of(owner), PidSpace.current(), kept, Optional.of(expiry), Optional.of("/builds/clusters/a"));
    }

    @Test
    void it_survives_being_written_to_a_machine_and_read_again() {
        MachineTag tag = tag(THIS_PROCESS, true, NOW);

        assertThat(tag.line()).doesNotContain("\n");
        assertThat(MachineTag.parse(tag.line() + "\n")).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Managed by Terraform", "{", "[]", "{\"owner\": 7}"})
    void what_somebody_else_wrote_tells_nothing(String description) {
        assertThat(MachineTag.parse(description)).isEqualTo(MachineTag.UNKNOWN);
        assertThat(MachineTag.UNKNOWN.over(NOW)).isEmpty();
    }

    @Test
    void a_machine_whose_time_is_over_is_needed_by_nobody() {
        assertThat(tag(THIS_PROCESS, true, NOW).over(NOW))
                .hasValueSatisfying(reason -> assertThat(reason).contains("2026-11-01T12:00:00Z"));
        assertThat(tag(ELSEWHERE, false, NOW).over(NOW)).isPresent();
        assertThat(tag(THIS_PROCESS, true, NOW.plusNanos(1)).over(NOW)).isEmpty();
    }

    @Test
    void a_process_of_another_container_with_the_same_host_name_is_not_taken_for_gone() {
        MachineTag tag = new MachineTag(
                Optional.of(GONE), Optional.of("another boot pid:[1]"), false, Optional.empty(), Optional.empty());

        assertThat(tag.over(NOW)).isEmpty();
    }

    @Test
    void a_machine_that_is_not_kept_ends_with_its_owner() {
        Instant later = NOW.plus(Duration.ofHours(1));

        assertThat(tag(GONE, false, later).over(NOW))
                .hasValueSatisfying(reason -> assertThat(reason).contains("process 4000000"));
        assertThat(tag(GONE, true, later).over(NOW)).isEmpty();
        assertThat(tag(THIS_PROCESS, false, later).over(NOW)).isEmpty();
        assertThat(tag(ELSEWHERE, false, later).over(NOW)).isEmpty();
    }
}
