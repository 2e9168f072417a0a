package dev.hivecluster.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.EmbeddedSshServer;
import dev.hivecluster.remote.HostUnreachableException;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.ShellException;
import dev.hivecluster.remote.ShellFactory;
import dev.hivecluster.remote.SshShells;
import dev.hivecluster.remote.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes: the first one accepts connections and says nothing, the second one is a real SSH server. */
class NodeShellsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<Event> seen = new CopyOnWriteArrayList<>();
    private final EventStream events = new EventStream(Clock.systemUTC(), List.of(seen::add));

    private ServerSocket silent;
    private EmbeddedSshServer server;
    private SshShells shells;
    private Node first;
    private Node second;

    @BeforeEach
    void start(@TempDir Path temp) throws IOException {
        TestCluster cluster = new TestCluster(temp);
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = cluster.server();
        Inventory inventory = cluster.nodesAt(silent.getLocalPort(), server.port());
        shells = cluster.shells(inventory);
        first = inventory.node(1);
        second = inventory.node(2);
    }

    @AfterEach
    void end() throws IOException {
        shells.close();
        server.close();
        silent.close();
    }

    @Test
    void a_node_that_never_answers_keeps_nobody_from_the_others() throws Exception {
        NodeShells nodes = new NodeShells(shells, events);
        Asker stuck = new Asker(nodes, first);
        try (Socket accepted = silent.accept()) {
            Asker other = new Asker(nodes, second);

            assertThat(other.shell().run(Command.of("echo", "hello")).stdout()).isEqualTo("hello\n");
            assertThat(stuck.isDone()).isFalse();
            assertThat(accepted.isConnected()).isTrue();

            stuck.interrupt();
            assertThatThrownBy(stuck::shell).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void a_shell_is_opened_once_whoever_asks() throws Exception {
        TwoAskers two = new TwoAskers();

        two.attempts.succeed();

        assertThat(two.waiting.shell()).isSameAs(two.connecting.shell()).isSameAs(two.nodes.of(second));
        assertThat(two.attempts.count()).isEqualTo(1);
        assertThat(seen).filteredOn(Event.Started.class::isInstance).hasSize(1);
    }

    @Test
    void a_failed_attempt_fails_all_who_waited_for_it_and_the_next_call_tries_again() throws Exception {
        TwoAskers two = new TwoAskers();

        two.attempts.fail();

        for (Asker asker : List.of(two.connecting, two.waiting)) {
            assertThatThrownBy(asker::shell)
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessage("x-2 does not answer");
        }
        assertThat(two.attempts.count()).isEqualTo(1);
        two.attempts.succeed();
        assertThat(two.nodes.of(second).host()).isEqualTo("x-2");
    }

    @Test
    void one_who_is_interrupted_while_connecting_takes_nobody_along() throws Exception {
        TwoAskers two = new TwoAskers();

        two.connecting.interrupt();
        assertThatThrownBy(two.connecting::shell).isInstanceOf(InterruptedException.class);
        two.attempts.succeed();

        assertThat(two.waiting.shell().host()).isEqualTo("x-2");
    }

    @Test
    void one_who_is_interrupted_while_waiting_leaves_the_attempt_alone() throws Exception {
        TwoAskers two = new TwoAskers();

        two.waiting.interrupt();
        assertThatThrownBy(two.waiting::shell).isInstanceOf(InterruptedException.class);
        two.attempts.succeed();

        assertThat(two.connecting.shell().host()).isEqualTo("x-2");
        assertThat(two.attempts.count()).isEqualTo(1);
    }

    /** Two who ask for the same node: the first one connects, which ends when the test says, and the second one waits. */
    private final class TwoAskers {
        private final Attempts attempts = new Attempts();
        private final NodeShells nodes = new NodeShells(attempts, events);
        private final Asker connecting = new Asker(nodes, second);
        private final Asker waiting;

        TwoAskers() throws InterruptedException {
            attempts.awaitBegun();
            waiting = new Asker(nodes, second);
            waiting.awaitWaiting();
        }
    }

    /** A thread that asks for a shell. */
    private static final class Asker {
        private final FutureTask<Shell> task;
        private final Thread thread;

        Asker(NodeShells nodes, Node node) {
            task = new FutureTask<>(() -> nodes.of(node));
            thread = new Thread(task, "asker");
            thread.start();
        }

        boolean isDone() {
            return task.isDone();
        }

        /** Returns when it waits, for somebody else or for the host. */
        void awaitWaiting() {
            await().atMost(SOON).until(() -> thread.getState() == Thread.State.WAITING);
        }

        void interrupt() {
            thread.interrupt();
        }

        /** What it got; throws what it got thrown. */
        Shell shell() throws Exception {
            try {
                return task.get(SOON.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        }
    }

    /** Attempts that end when, and as, the test says. */
    private final class Attempts implements ShellFactory {
        private final AtomicInteger count = new AtomicInteger();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();

        @Override
        public Shell open(Node node, Activity activity) throws ShellException, InterruptedException {
            count.incrementAndGet();
            begun.countDown();
            if (answers.take()) {
                return shells.open(node, activity);
            }
            throw new HostUnreachableException(node + " does not answer");
        }

        void awaitBegun() throws InterruptedException {
            begun.await();
        }

        void succeed() {
            answers.add(true);
        }

        void fail() {
            answers.add(false);
        }

        int count() {
            return count.get();
        }
    }
}
