package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A connection ends just when another has something to say: by the JDK's own locks, that is no matter of luck here. */
@EnabledOnOs(OS.LINUX)
class SshTransportTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Long> pollers = new ArrayList<>();
    private AsynchronousChannelGroup group;

    @BeforeEach
    void begin() {
        group = SshTransport.open(workers);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        group.shutdownNow();
        workers.shutdownNow();
    }

    @Test
    void a_connection_that_ends_does_not_hold_up_another() throws Exception {
        Pair second = endBesideAnother(2);

        assertThat(second.read.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
    }

    /** As soon as this fails, the JDK has been repaired, and MINA's own transport is good enough. */
    @Test
    void with_the_jdk_s_one_thread_the_other_waits_for_a_third() throws Exception {
        group.shutdownNow();
        group = AsynchronousChannelGroup.withThreadPool(workers);
        Pair third = new Pair();
        Pair second = endBesideAnother(1);
        await().atMost(SOON).until(() -> asksTheSystem(pollers.get(0)));

        assertThat(second.read.isDone()).isFalse();
        third.says();
        assertThat(second.read.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
    }

    /**
     * Keeps all of the group's threads busy until two connections have something to say; then one of them is closed, after
     * the group has been told of both and before it looks who they are.
     *
     * @param threads how many the group has
     * @return the other one
     */
    private Pair endBesideAnother(int threads) throws Exception {
        Pair first = new Pair();
        Pair second = new Pair();
        List<CountDownLatch> busy = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Pair caller = new Pair();
            CountDownLatch release = hold(field(caller.inGroup, "updateLock"));
            caller.says();
            pollers.add(await().atMost(SOON)
                    .until(() -> waitingFor(field(caller.inGroup, "updateLock")), Optional::isPresent)
                    .orElseThrow());
            busy.add(release);
        }
        first.says();
        second.says();
        ReentrantReadWriteLock channels = (ReentrantReadWriteLock) field(group, "fdToChannelLock");
        channels.writeLock().lock();
        try {
            busy.get(0).countDown();
            await().atMost(SOON).until(channels::hasQueuedThreads);
            first.inGroup.close();
        } finally {
            channels.writeLock().unlock();
        }
        busy.forEach(CountDownLatch::countDown);
        return second;
    }

    /** Lets nobody have a lock until it is released. */
    private CountDownLatch hold(Object lock) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            synchronized (lock) {
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        holder.start();
        held.await();
        open.add(release::countDown);
        return release;
    }

    private static Optional<Long> waitingFor(Object lock) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null
                        && thread.getLockInfo() != null
                        && thread.getLockInfo().getIdentityHashCode() == System.identityHashCode(lock))
                .map(ThreadInfo::getThreadId)
                .findFirst();
    }

    private static boolean asksTheSystem(long thread) {
        StackTraceElement[] stack =
                ManagementFactory.getThreadMXBean().getThreadInfo(thread, 1).getStackTrace();
        return stack.length > 0 && stack[0].getClassName().equals("sun.nio.ch.EPoll");
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(of);
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    /** A connection of which one end is in the group and is read from. */
    private final class Pair {
        private final Socket outside = new Socket();
        private final AsynchronousSocketChannel inGroup;
        private final Future<Integer> read;

        Pair() throws Exception {
            open.add(outside);
            try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(group)
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                Future<AsynchronousSocketChannel> accepted = server.accept();
                outside.connect(server.getLocalAddress());
                inGroup = accepted.get();
            }
            open.add(inGroup);
            read = inGroup.read(ByteBuffer.allocate(1));
        }

        void says() throws IOException {
            outside.getOutputStream().write(1);
        }
    }
}
