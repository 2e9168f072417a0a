package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hivecluster.configure.FakeNode.Fault;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.event.Pacer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ConfigurerFailureTest {
    /** Lets each thread's waits run through all their time at once. */
    private static final Pacer HURRY = new Pacer() {
        private final ThreadLocal<Duration> gone = ThreadLocal.withInitial(() -> Duration.ZERO);

        @Override
        public Duration elapsed() {
            return gone.get();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            gone.set(gone.get().plus(time));
        }
    };

    @TempDir
    private Path clusters;

    @Test
    void a_refused_join_names_node_step_status_command_and_output() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(2).with(Fault.REFUSED);

        StepFailedException failure = failure(x);

        assertThat(failure.step()).isEqualTo("join");
        assertThat(failure.node()).contains("x-2");
        assertThat(failure.status()).hasValue(1);
        assertThat(failure.command())
                .hasValueSatisfying(command -> assertThat(command)
                        .startsWith("ssh -F " + x.directory.sshConfig() + " x-2 '")
                        .contains("/usr/local/bin/hive admin join --node node2"));
        assertThat(failure)
                .hasMessageStartingWith("join failed on x-2: exit status 1\n  command: ssh -F ")
                .hasMessageContaining("node \"node2\" already registered");
    }

    @Test
    void a_refused_join_is_not_tried_again_and_cancels_init_and_the_other_joins() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(2).with(Fault.REFUSED);

        failure(x);

        assertThat(x.cluster.node(2).commands())
                .filteredOn(line -> line.contains("admin join"))
                .hasSize(1);
        assertThat(x.outcome("init", "x-1")).isEqualTo("CANCELLED");
        assertThat(x.ended(Outcome.FAILED))
                .extracting(end -> end.scope().step())
                .containsExactly("join", "configure");
        Awaitility.await().untilAsserted(() -> assertThat(x.cluster.formation()).isNull());
    }

    @Test
    void a_join_that_never_comes_is_named_with_the_number_of_those_that_came() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(3).with(Fault.HANGS);

        StepFailedException failure = failure(x);

        assertThat(failure).hasMessageContaining("2 of 3 joined; node x-3 never answered within");
        assertThat(x.outcome("join", "x-2")).isEqualTo("CANCELLED");
    }

    @Test
    void a_node_that_dies_while_it_joins_ends_everything() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(3).with(Fault.DIES);

        StepFailedException failure = failure(x);

        assertThat(failure.node()).contains("x-3");
        assertThat(failure).hasMessageContaining("x-3 (192.0.2.3) does not answer any more");
        assertThat(x.outcome("init", "x-1")).isEqualTo("CANCELLED");
        assertThat(x.outcome("join", "x-2")).isEqualTo("CANCELLED");
        assertThat(x.cluster.all()).extracting(FakeNode::openSessions).containsOnly(0);
    }

    @Test
    void a_cancelled_step_says_because_of_what() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(3).with(Fault.DIES);

        failure(x);

        assertThat(x.ended(Outcome.CANCELLED))
                .isNotEmpty()
                .allSatisfy(end -> assertThat(end.failure().map(Event.Failure::message))
                        .contains("cancelled: join on x-3 failed"));
    }

    @Test
    void an_init_that_forms_nothing_is_no_success() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(1).with(Fault.FORMS_NOTHING);

        StepFailedException failure = failure(x);

        assertThat(failure.step()).isEqualTo("init");
        assertThat(failure)
                .hasMessageContaining("exit status 0 without forming a cluster")
                .hasMessageContaining("already initialized");
    }

    @Test
    void an_init_of_a_single_node_that_writes_nothing_is_no_success() {
        ConfigureFixture x = fixture(1);
        x.cluster.node(1).with(Fault.FORMS_NOTHING);

        assertThat(failure(x)).hasMessageContaining("the node belongs to no cluster instead of a cluster of");
    }

    @Test
    void an_init_whose_port_is_taken_shows_what_it_said() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(1).with(Fault.REFUSED);

        StepFailedException failure = failure(x);

        assertThat(failure.step()).isEqualTo("init");
        assertThat(failure).hasMessageContaining("address already in use");
    }

    @Test
    void a_service_that_ends_at_once_shows_the_end_of_its_log_without_secrets() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(2).whereDies("hive");

        StepFailedException failure = failure(x);

        assertThat(failure.step()).isEqualTo("start hive");
        assertThat(failure.node()).contains("x-2");
        assertThat(failure)
                .hasMessageContaining("hive ended by itself")
                .hasMessageContaining("panic: token=<redacted>")
                .hasMessageContaining("tail -n 200 /home/tf-user/hive/logs/hive.log");
    }

    @Test
    void a_gateway_that_is_never_ready_tells_what_was_seen_last() throws Exception {
        ConfigureFixture x = fixture(3);
        x.configure();
        x.cluster.node(2).whoseGatewayListsNothing();

        StepFailedException failure = failure(x, HURRY);

        assertThat(failure.step()).isEqualTo("await gateway");
        assertThat(failure.node()).contains("x-2");
        assertThat(failure)
                .hasMessageContaining("awsgw of x-2 is ready: not within")
                .hasMessageContaining("last seen: DescribeInstanceTypes: an empty list from https://10.0.0.2:9999")
                .hasMessageContaining("tail -n 200 /home/tf-user/hive/logs/awsgw.log");
    }

    @Test
    void a_machine_that_never_finishes_its_boot_is_named() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(3).withoutBootMarker();

        StepFailedException failure = failure(x, HURRY);

        assertThat(failure.step()).isEqualTo("await boot");
        assertThat(failure)
                .hasMessageContaining("x-3 has finished its boot: not within")
                .hasMessageContaining("/tmp/vendor-cloud-init-done is not there")
                .hasMessageContaining("cloud-init status --long");
    }

    @Test
    void a_machine_that_never_accepts_a_login_is_named_with_the_reason() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(2).refusingLogins(Integer.MAX_VALUE);

        StepFailedException failure = failure(x, HURRY);

        assertThat(failure)
                .hasMessageContaining("x-2 accepts an SSH login: not within")
                .hasMessageContaining("last seen: connection to 192.0.2.2 refused");
    }

    @Test
    void a_machine_that_the_backend_misses_is_not_waited_for() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(2).refusingLogins(Integer.MAX_VALUE);
        x.machines = node -> {
            throw new ConfigureException("its machine is missing");
        };

        assertThat(failure(x)).hasMessage("connect failed on x-2: its machine is missing");
    }

    @Test
    void a_machine_of_which_the_backend_says_nothing_is_waited_for() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(2).refusingLogins(Integer.MAX_VALUE);
        x.machines = node -> "the backend does not answer";

        assertThat(failure(x, HURRY))
                .hasMessageContaining("x-2 accepts an SSH login: not within")
                .hasMessageContaining("connection to 192.0.2.2 refused; the backend does not answer");
    }

    @Test
    void a_machine_that_shows_a_wrong_host_key_is_not_asked_again() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(2).withWrongHostKey();

        assertThat(failure(x)).hasMessage("connect failed on x-2: the key of x-2 is another one");
    }

    @Test
    void a_machine_without_hive_is_named_with_the_places_that_were_searched() {
        ConfigureFixture x = fixture(3);
        x.cluster.node(2).withoutHive();

        assertThat(failure(x))
                .hasMessageStartingWith("find hive failed on x-2: there is no program hive")
                .hasMessageContaining("/opt/hive/bin/hive");
    }

    @Test
    void a_program_that_is_not_hive_is_recognised() {
        ConfigureFixture x = fixture(1);
        x.cluster.node(1).withHelp("Apache Hive, the data warehouse\n");

        assertThat(failure(x)).hasMessageContaining("this is not Hive");
    }

    @Test
    void a_newer_hive_is_refused_by_name() {
        ConfigureFixture x = fixture(1);
        x.cluster.node(1).withHelp(x.cluster.node(1).help() + "  version     Print the version\n");

        assertThat(failure(x)).hasMessageContaining("newer than 0.2");
    }

    @Test
    void a_half_formed_cluster_is_an_error_that_names_reform() throws Exception {
        ConfigureFixture x = fixture(3);
        x.configure();
        x.cluster.node(3).files().keySet().removeIf(file -> file.startsWith(FakeNode.CONFIG));

        assertThatExceptionOfType(ConfigureException.class)
                .isThrownBy(x::configure)
                .withMessageContaining("x-1 belongs to a cluster of {node1=10.0.0.1")
                .withMessageContaining("x-3 belongs to no cluster")
                .withMessageContaining("-Dhive.reform=true");
    }

    @Test
    void nodes_of_two_clusters_are_an_error() throws Exception {
        ConfigureFixture x = fixture(3);
        x.configure();
        x.cluster.node(2).files().put(FakeNode.CONFIG + "/ca.pem", new FakeFormation(3, -1).certificate());

        assertThatExceptionOfType(ConfigureException.class)
                .isThrownBy(x::configure)
                .withMessageContaining("x-2 belongs to another cluster");
    }

    @Test
    void reforming_ends_hive_and_makes_another_cluster() throws Exception {
        ConfigureFixture x = fixture(3);
        x.configure();
        String before = x.cluster.node(1).certificate();
        x.cluster.node(3).files().keySet().removeIf(file -> file.startsWith(FakeNode.CONFIG));
        Set<Long> old = Set.copyOf(x.cluster.node(1).processes().keySet());

        x.reform();

        assertThat(x.cluster.node(1).certificate()).isNotEqualTo(before);
        assertThat(x.cluster.all())
                .extracting(FakeNode::certificate)
                .containsOnly(x.cluster.node(1).certificate());
        assertThat(x.cluster.node(1).processes())
                .doesNotContainKeys(old.toArray(Long[]::new))
                .hasSize(5);
        assertThat(x.cluster.node(1).commands())
                .filteredOn(line -> line.startsWith("rm -rf"))
                .singleElement()
                .asString()
                .contains("/home/tf-user/hive/config", "/home/tf-user/hive/predastore")
                .doesNotContain("/home/tf-user/hive ");
    }

    @Test
    void reforming_ends_the_services_last_first() throws Exception {
        ConfigureFixture x = fixture(1);
        x.configure();
        FakeNode node = x.cluster.node(1);
        node.forgetCommands();

        x.reform();

        // Pids count upwards in the order in which the services were started.
        assertThat(node.commands())
                .filteredOn(line -> line.startsWith("kill -TERM"))
                .containsExactly(
                        "kill -TERM 1005", "kill -TERM 1004", "kill -TERM 1003", "kill -TERM 1002", "kill -TERM 1001");
    }

    @Test
    void a_service_that_does_not_heed_is_killed_with_a_warning() throws Exception {
        ConfigureFixture x = fixture(1);
        x.configure();
        x.cluster.node(1).whereHeedsNoSignal("hive");

        x.configure(true, HURRY);

        assertThat(x.cluster.node(1).commands()).contains("kill -KILL 1004");
        assertThat(x.warnings()).singleElement().asString().contains("hive of x-1 does not heed SIGTERM");
    }

    @Test
    void what_an_interrupted_formation_left_running_is_ended_first() throws Exception {
        ConfigureFixture x = fixture(3);
        FakeNode second = x.cluster.node(2);
        long leftover = second.startProcess(
                "/usr/local/bin/hive admin join --node node2 --data-dir /home/tf-user/hive/ --config-dir /home/tf-user/hive/config/ --port 4432");

        x.configure();

        assertThat(second.processes()).doesNotContainKey(leftover).hasSize(5);
        assertThat(x.outcome("end leftovers", "x-2")).isEqualTo("SUCCEEDED");
    }

    @Test
    void a_directory_that_cannot_be_written_is_named() throws Exception {
        ConfigureFixture x = fixture(1);
        Files.createDirectories(x.directory.path());
        Files.writeString(x.directory.hive(), "in the way");

        assertThat(failure(x))
                .hasMessageStartingWith(
                        "write client files failed: %1$s/ca.pem cannot be written: %1$s is there already, and is no directory",
                        x.directory.hive());
    }

    @Test
    void an_interrupt_ends_everything_that_was_begun() throws Exception {
        ConfigureFixture x = fixture(3);
        x.cluster.node(3).with(Fault.HANGS);
        x.cluster.node(2).with(Fault.HANGS);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread configuring = new Thread(() -> {
            try {
                x.configure();
            } catch (Exception e) {
                thrown.complete(e);
            }
        });
        configuring.start();
        Awaitility.await().until(() -> x.cluster.node(3).commands().stream().anyMatch(line -> line.contains("join")));

        configuring.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(x.outcome("init", "x-1")).isEqualTo("CANCELLED");
        assertThat(x.cluster.all()).extracting(FakeNode::openSessions).containsOnly(0);
        Awaitility.await().untilAsserted(() -> assertThat(x.cluster.formation()).isNull());
    }

    private ConfigureFixture fixture(int size) {
        return new ConfigureFixture(new FakeCluster(size), clusters);
    }

    private static StepFailedException failure(ConfigureFixture x) {
        return failure(x, Pacer.REAL);
    }

    private static StepFailedException failure(ConfigureFixture x, Pacer pacer) {
        StepFailedException failure = catchThrowableOfType(StepFailedException.class, () -> x.configure(false, pacer));
        assertThat(failure).isNotNull();
        return failure;
    }
}
