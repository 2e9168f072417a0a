package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.node.Host;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A running service: what it has opened and started, all of which ends with it. */
final class ServiceProcess implements HiveService {
    private static final Logger LOG = Logger.getLogger(ServiceProcess.class.getName());

    private final String name;
    private final Host host;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile int exitStatus;

    private ServiceProcess(String name, Host host) {
        this.name = name;
        this.host = host;
    }

    /** A service that has nothing yet; its machine's daemon can already stop it. */
    static ServiceProcess begin(String name, Host host) {
        ServiceProcess process = new ServiceProcess(name, host);
        RunningServices running = host.bus().running();
        running.add(process);
        process.own(() -> running.remove(process));
        return process;
    }

    String name() {
        return name;
    }

    /** The name of the machine that it runs on. */
    String host() {
        return host.name();
    }

    /** Whether it runs on that very machine; another one may have the same name. */
    boolean runsOn(Host machine) {
        return host == machine;
    }

    /** Lets the time pass that Hive needs for something. */
    void work(Duration real) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(host.timeScale().scaled(real).toNanos());
    }

    /** Takes over what is to be closed when the service ends; at once, if it has ended. */
    <T extends AutoCloseable> T own(T resource) {
        boolean late;
        synchronized (owned) {
            late = ending.get();
            if (!late) {
                owned.push(resource);
            }
        }
        if (late) {
            close(resource);
        }
        return resource;
    }

    /**
     * Does something beside; it is interrupted when the service ends, and not begun if it has ended. If it fails, the service ends with status 1.
     *
     * @param what names the thread
     */
    void beside(String what, Task task) {
        Thread thread = new Thread(() -> run(task), host() + "-" + name + "-" + what);
        thread.setDaemon(true);
        synchronized (owned) {
            if (ending.get()) {
                return;
            }
            threads.add(thread);
            owned.push(() -> {
                thread.interrupt();
                if (!thread.equals(Thread.currentThread())) {
                    thread.join();
                }
            });
            thread.start();
        }
    }

    @Override
    public int await() throws InterruptedException {
        ended.await();
        return exitStatus;
    }

    @Override
    public void close() {
        end(0);
    }

    private void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.log(Level.WARNING, e, () -> "%s of %s ends".formatted(name, host()));
            end(1);
        }
    }

    private void end(int status) {
        boolean first;
        synchronized (owned) {
            first = ending.compareAndSet(false, true);
        }
        if (first) {
            exitStatus = status;
            while (!owned.isEmpty()) {
                close(owned.pop());
            }
            ended.countDown();
        }
        if (threads.contains(Thread.currentThread())) {
            // Who ends it already waits for this very thread.
            return;
        }
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(AutoCloseable resource) {
        boolean interrupted = Thread.interrupted();
        try {
            resource.close();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (Exception e) {
            LOG.log(Level.WARNING, e, () -> "%s of %s cannot end cleanly".formatted(name, host()));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a thread of the service does. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }
}
