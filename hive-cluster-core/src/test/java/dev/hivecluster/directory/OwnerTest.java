package dev.hivecluster.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OwnerTest {
    private final Owner self = Owner.current("session");

    @Test
    void this_process_is_alive_and_itself_in_whichever_session() {
        assertThat(self.isAlive()).isTrue();
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.isSameProcess(Owner.current("another session"))).isTrue();
    }

    @Test
    void a_process_that_ended_is_not_alive() throws Exception {
        Owner child = childThatEnded();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.isSameProcess(self)).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_process_that_ended_and_that_nobody_reaps_is_not_alive() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            Owner owner = new Owner(
                    self.host(), child.pid(), child.info().startInstant().orElseThrow(), "session");
            assertThat(owner.isAlive()).isTrue();
            // As long as it is a shell it would reap its child.
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> List.of(parent.info().arguments().orElse(new String[0]))
                            .equals(List.of("600")));

            child.destroyForcibly();

            await().atMost(Duration.ofSeconds(10)).until(() -> !owner.isAlive());
            assertThat(child.isAlive()).as("its entry is still there").isTrue();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void another_process_with_the_same_id_is_not_the_owner() {
        Owner earlier = new Owner(self.host(), self.pid(), self.startedAt().minus(Duration.ofMinutes(1)), "session");

        assertThat(earlier.isAlive()).isFalse();
        assertThat(earlier.isSameProcess(self)).isFalse();
    }

    @Test
    void a_clock_that_was_set_a_little_does_not_make_it_another_process() {
        Owner shifted = new Owner(self.host(), self.pid(), self.startedAt().plusSeconds(1), "session");

        assertThat(shifted.isAlive()).isTrue();
        assertThat(shifted.isSameProcess(self)).isTrue();
    }

    @Test
    void a_living_process_whose_start_is_not_known_is_taken_as_the_owner() {
        assertThat(new Owner(self.host(), self.pid(), Instant.EPOCH, "session").isAlive())
                .isTrue();
    }

    @Test
    void a_process_on_another_host_cannot_be_asked_and_is_taken_as_alive() throws Exception {
        Owner there = new Owner("another-host", childThatEnded().pid(), Instant.EPOCH, "session");

        assertThat(there.isAlive()).isTrue();
        assertThat(new Owner("another-host", self.pid(), self.startedAt(), "session").isSameProcess(self))
                .isFalse();
    }

    @Test
    void it_is_shown_as_a_person_would_look_for_it() {
        assertThat(new Owner("host", 42, Instant.EPOCH, "session")).hasToString("process 42 on host");
    }

    private Owner childThatEnded() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("true").start();
        Instant start = child.info().startInstant().orElse(Instant.now());
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Owner(self.host(), child.pid(), start, "session");
    }
}
