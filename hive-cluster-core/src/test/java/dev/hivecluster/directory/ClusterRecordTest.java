package dev.hivecluster.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.MachineSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Owner LIVING = Owner.current("session");
    private static final Owner GONE =
            new Owner(LIVING.host(), LIVING.pid(), LIVING.startedAt().minus(Duration.ofHours(1)), "session");

    @Test
    void an_attempt_is_kept_with_its_error_until_the_phase_is_completed() {
        ClusterRecord attempted = record(LIVING).attempting(Phase.PROVISIONED, NOW);
        assertThat(attempted.phase()).isEqualTo(Phase.ABSENT);
        assertThat(attempted.attempt()).contains(new ClusterRecord.Attempt(Phase.PROVISIONED, NOW, Optional.empty()));

        ClusterRecord failed = attempted.failed("no space");
        assertThat(failed.phase()).isEqualTo(Phase.ABSENT);
        assertThat(failed.attempt())
                .contains(new ClusterRecord.Attempt(Phase.PROVISIONED, NOW, Optional.of("no space")));

        ClusterRecord completed = failed.completed(Phase.PROVISIONED);
        assertThat(completed.phase()).isEqualTo(Phase.PROVISIONED);
        assertThat(completed.attempt()).isEmpty();
    }

    @Test
    void a_failure_without_an_attempt_changes_nothing() {
        assertThat(record(LIVING).failed("no space")).isEqualTo(record(LIVING));
    }

    @Test
    void machines_may_exist_until_they_are_destroyed() {
        assertThat(record(LIVING).mayHaveMachines()).isTrue();
        assertThat(record(LIVING).completed(Phase.DESTROYED).mayHaveMachines()).isFalse();
    }

    @Test
    void its_time_is_over_from_the_very_instant_on() {
        ClusterRecord kept = record(GONE).withKept(true, Optional.of(NOW));

        assertThat(kept.isExpired(NOW.minusNanos(1))).isFalse();
        assertThat(kept.isExpired(NOW)).isTrue();
        assertThat(record(GONE).withKept(true, Optional.empty()).isExpired(Instant.MAX))
                .isFalse();
    }

    @Test
    void one_that_is_not_kept_is_abandoned_when_its_owner_is_gone() {
        assertThat(record(LIVING).isAbandoned(NOW)).isFalse();
        assertThat(record(GONE).isAbandoned(NOW)).isTrue();
    }

    @Test
    void one_that_is_kept_is_abandoned_only_when_it_is_expired() {
        ClusterRecord kept = record(GONE).withKept(true, Optional.of(NOW));

        assertThat(kept.isAbandoned(NOW.minusSeconds(1))).isFalse();
        assertThat(kept.isAbandoned(NOW)).isTrue();
    }

    @Test
    void a_change_leaves_everything_else_as_it_was() {
        ClusterSpec four = new ClusterSpec(
                new ClusterName("demo"), 4, "simulated", MachineSize.DEFAULT, Optional.empty(), "r", "z", Map.of());
        ClusterRecord changed = record(LIVING).withSpec(four).withOwner(GONE);

        assertThat(changed.spec()).isEqualTo(four);
        assertThat(changed.owner()).isEqualTo(GONE);
        assertThat(changed.withSpec(record(LIVING).spec()).withOwner(LIVING)).isEqualTo(record(LIVING));
    }

    private static ClusterRecord record(Owner owner) {
        ClusterSpec spec = new ClusterSpec(
                new ClusterName("demo"), 3, "simulated", MachineSize.DEFAULT, Optional.empty(), "r", "z", Map.of());
        return new ClusterRecord(
                ClusterRecord.VERSION, "id", spec, Phase.ABSENT, Optional.empty(), owner, false, Optional.empty(), NOW);
    }
}
