package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.TestTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TofuRetryTest {
    private final TestTime time = new TestTime();
    private final List<Event> heard = new ArrayList<>();
    private final Activity activity = new EventStream(time, time, List.of(heard::add)).start("up");
    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error creating VM: can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout",
                "cfs-lock 'storage-local' error: got lock request timeout",
                "VM is locked (clone)",
                "Provider produced inconsistent result: root object was present, but now absent",
                "received an HTTP 500 response - Reason: unable to create VM 100 - VM 100 already exists",
                "received an HTTP 596 response - Reason: Broken pipe",
                "status code: 503",
                "502 Bad Gateway",
                "Get \"https://pve:8006/api2\": net/http: TLS handshake timeout",
                "dial tcp 10.0.0.1:8006: i/o timeout",
                "context deadline exceeded",
                "read: connection reset by peer",
                "Post \"https://pve:8006/\": EOF",
                "error initializing ISO reader: corrupted-image: EOF (libvirt_cloudinit_disk.cloud_config[0])"
            })
    void what_backends_fail_at_now_and_then_is_worth_another_try(String said) {
        assertThat(new TofuRetry(1, Optional.empty()).isFlaky("line one\n" + said + "\nline three"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage 'local-lvm' does not exist",
                "received an HTTP 401 response - Reason: authentication failure",
                "received an HTTP 403 response - Reason: Permission check failed",
                "Unsupported argument",
                "dial tcp 10.0.0.1:8006: connect: connection refused",
                "memory_mb must be at least 512",
                "not enough space: 500 GB are needed"
            })
    void what_stays_wrong_is_told_at_once(String said) {
        assertThat(new TofuRetry(1, Optional.empty()).isFlaky(said)).isFalse();
    }

    @Test
    void a_machine_that_got_no_address_in_the_time_it_was_given_is_no_reason_to_give_it_that_time_again() {
        String silent = """
                couldn't retrieve IP address of domain id: 9606a1d1-ca71-44f7-bd8a-0f52b44da272. Please check following:
                1) is the domain running properly?
                IMPORTANT: This error is not a terraform libvirt-provider error
                 context deadline exceeded
                """;

        assertThat(new TofuRetry(1, Optional.empty()).isFlaky(silent)).isFalse();
        assertThat(new TofuRetry(1, Optional.empty()).isFlaky(silent + silent + "context deadline exceeded"))
                .isTrue();
        assertThat(new TofuRetry(1, Optional.of(Pattern.compile("retrieve IP address"))).isFlaky(silent))
                .isTrue();
    }

    @Test
    void tries_are_capped_visible_and_further_and_further_apart() {
        assertThatThrownBy(() -> new TofuRetry(3, Optional.empty()).run(activity, () -> {
                    tries.incrementAndGet();
                    throw new TofuException("tofu apply failed: i/o timeout", "i/o timeout");
                }))
                .isExactlyInstanceOf(DeployException.class)
                .hasMessage("tofu apply failed: i/o timeout (tried 4 times)");

        assertThat(tries).hasValue(4);
        assertThat(heard)
                .filteredOn(Event.Warning.class::isInstance)
                .hasSize(3)
                .last()
                .asString()
                .contains("(3 of at most 3)");
        // Pauses of 1 to 2 s, 2 to 4 s and 4 to 8 s.
        assertThat(time.elapsed().toSeconds()).isBetween(7L, 14L);
    }

    @Test
    void a_try_that_succeeds_ends_it() throws Exception {
        String result = new TofuRetry(2, Optional.empty()).run(activity, () -> {
            if (tries.incrementAndGet() < 2) {
                throw new TofuException("tofu apply failed", "VM is locked");
            }
            return "made";
        });

        assertThat(result).isEqualTo("made");
        assertThat(tries).hasValue(2);
    }

    @Test
    void what_tofu_has_not_said_is_not_tried_again() {
        assertThatThrownBy(() -> new TofuRetry(2, Optional.empty()).run(activity, () -> {
                    tries.incrementAndGet();
                    throw new DeployException("refused: i/o timeout");
                }))
                .hasMessage("refused: i/o timeout");
        assertThat(tries).hasValue(1);
    }
}
