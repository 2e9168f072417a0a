package dev.hivecluster.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.ServicePorts;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlServerTest {
    private static final String TOKEN = "0123456789abcdef";

    private final Recorder target = new Recorder();
    private ControlServer server;
    private ControlClient client;

    @BeforeEach
    void start() throws IOException {
        server = ControlServer.start(target, TOKEN, Clock.systemUTC());
        client = new ControlClient(server.address(), TOKEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void it_listens_on_loopback() {
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void the_status_arrives_as_it_is() throws IOException {
        assertThat(client.status()).isEqualTo(target.status());
    }

    @Test
    void a_machine_is_switched_and_the_answer_tells_what_became_of_it() throws IOException {
        assertThat(client.power("demo-1", PowerAction.OFF).machines().get(0).on())
                .isFalse();
        assertThat(client.power("demo-1", PowerAction.RESET).machines().get(0).on())
                .isTrue();

        assertThat(target.calls).containsExactly("OFF demo-1", "RESET demo-1");
    }

    @Test
    void machines_are_added() throws IOException {
        client.grow(5);

        assertThat(target.calls).containsExactly("grow 5");
    }

    @Test
    void the_end_begins_when_it_is_asked_for() throws IOException {
        client.shutdown();

        assertThat(target.calls).containsExactly("shutdown");
    }

    @Test
    void without_the_token_nothing_is_told_and_nothing_done() {
        ControlClient stranger = new ControlClient(server.address(), "0123456789abcdee");

        assertThatThrownBy(stranger::status)
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("token")
                .hasMessageContaining("403")
                .hasMessageNotContaining("demo");
        assertThatThrownBy(stranger::shutdown).isInstanceOf(ControlException.class);
        assertThat(target.calls).isEmpty();
    }

    @Test
    void what_the_cluster_refuses_is_told_in_its_words() {
        assertThatThrownBy(() -> client.power("demo-9", PowerAction.ON))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("no machine demo-9");
    }

    @Test
    void what_the_cluster_cannot_do_is_told_in_its_words() {
        target.failure = new IOException("port 2222 of 127.9.9.2 is taken");

        assertThatThrownBy(() -> client.grow(2))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("port 2222 of 127.9.9.2 is taken");
    }

    @Test
    void an_error_of_the_simulator_itself_is_an_answer_too() {
        target.defect = new IllegalStateException("a defect");

        assertThatThrownBy(() -> client.grow(2))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("a defect");
    }

    @Test
    void a_process_that_is_gone_is_an_error_that_names_its_address() {
        URI address = server.address();
        server.close();

        assertThatThrownBy(client::status)
                .isInstanceOf(ControlException.class)
                .hasMessageContaining(address.toString())
                .hasMessageContaining("does not answer");
    }

    @Test
    void a_request_takes_far_less_than_the_40_ms_of_a_delayed_acknowledgement() throws IOException {
        client.status();
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            client.grow(2);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start).dividedBy(20)).isLessThan(Duration.ofMillis(35));
    }

    private static final class Recorder implements ControlTarget {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final List<Boolean> on = new ArrayList<>(List.of(true, true));
        private @Nullable IOException failure;
        private @Nullable RuntimeException defect;

        @Override
        public SimulatorStatus status() {
            SimulatorPlan plan =
                    new SimulatorPlan("id", new ClusterName("demo"), 2, 4, 8192, Duration.ofMillis(50), 0.02, false);
            return new SimulatorStatus(
                    plan,
                    List.of(
                            new MachineStatus(
                                    new Node("demo-1", 1, "127.9.9.1", "127.9.9.1", 2222, List.of("ssh-ed25519 AAAA")),
                                    on.get(0)),
                            new MachineStatus(
                                    new Node(
                                            "demo-2",
                                            2,
                                            "127.0.0.1",
                                            "127.9.9.2",
                                            12_000,
                                            List.of("ssh-ed25519 BBBB"),
                                            Optional.of(new ServicePorts(1, 2, 3, 4)),
                                            null),
                                    on.get(1))),
                    "a note");
        }

        @Override
        public void power(String machine, PowerAction action) {
            if (!machine.equals("demo-1")) {
                throw new IllegalArgumentException("there is no machine " + machine);
            }
            calls.add(action + " " + machine);
            on.set(0, action != PowerAction.OFF);
        }

        @Override
        public void grow(int nodes) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (defect != null) {
                throw defect;
            }
            calls.add("grow " + nodes);
        }

        @Override
        public void shutdown() {
            calls.add("shutdown");
        }
    }
}
