package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.simulator.proxmox.Faults.TaskReaction;
import dev.hivecluster.simulator.proxmox.Faults.TaskSubject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The worker tasks of all hosts: what takes its time, found again by its UPID. */
final class Tasks implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Tasks.class.getName());
    private static final int FIRST_PID = 0x1000;
    private static final long END_SECONDS = 10;

    private final Duration time;
    private final Faults faults;
    private final String user;
    private final Clock clock;
    private final Map<String, Task> byUpid = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "proxmox-task");
        thread.setDaemon(true);
        return thread;
    });
    private int count;

    /**
     * @param time how long a task takes; with none it is done when its UPID is told
     * @param user who is said to have started them
     */
    Tasks(Duration time, Faults faults, String user, Clock clock) {
        this.time = time;
        this.faults = faults;
        this.user = user;
        this.clock = clock;
    }

    /**
     * Begins a task.
     *
     * @param type such as {@code qmstart}
     * @param id the virtual machine's
     * @param vm the virtual machine's name
     * @return its UPID
     */
    String start(String host, String type, String id, String vm, Work work) {
        return start(host, type, id, vm, work, () -> {});
    }

    /**
     * As {@link #start(String, String, String, String, Work)}.
     *
     * @param undo called when it has failed, before anybody is told so
     */
    String start(String host, String type, String id, String vm, Work work, Runnable undo) {
        Task task = new Task(upid(host, type, id), host);
        byUpid.put(task.upid, task);
        TaskReaction reaction = faults.of(new TaskSubject(type, vm));
        Duration delay = time.plus(reaction.delay());
        Work failing = reaction.failure()
                .<Work>map(message -> log -> {
                    throw ApiError.failed(message);
                })
                .orElse(work);
        if (delay.isZero()) {
            task.run(failing, delay, undo);
        } else {
            workers.execute(() -> task.run(failing, delay, undo));
        }
        return task.upid;
    }

    /** @throws ApiError if there is no such task */
    Task find(String host, String upid) {
        Task task = byUpid.get(upid);
        if (task == null || !task.host.equals(host)) {
            throw ApiError.parameter("upid", "no such task");
        }
        return task;
    }

    private synchronized String upid(String host, String type, String id) {
        count++;
        return "UPID:%s:%08X:%08X:%08X:%s:%s:%s:"
                .formatted(host, FIRST_PID + count, count, clock.instant().getEpochSecond(), type, id, user);
    }

    /** Ends those that are under way. */
    @Override
    public void close() {
        workers.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            if (!workers.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.severe("a task does not end: it ignores interrupts");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a task does. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param log what it wants to say
         * @throws ApiError why it could not
         */
        void run(List<String> log) throws InterruptedException;
    }

    /** One task. */
    static final class Task {
        private final String upid;
        private final String host;
        private final List<String> log = new ArrayList<>();
        private String exitStatus = "";

        private Task(String upid, String host) {
            this.upid = upid;
            this.host = host;
        }

        private void run(Work work, Duration delay, Runnable undo) {
            List<String> said = new ArrayList<>();
            String end = "OK";
            try {
                TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                work.run(said);
            } catch (ApiError e) {
                end = e.text();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end = "received interrupt";
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, e, () -> upid + " failed");
                end = "internal error of the fake: " + e;
            }
            if (!end.equals("OK")) {
                undo.run();
            }
            said.add(end.equals("OK") ? "TASK OK" : "TASK ERROR: " + end);
            synchronized (this) {
                log.addAll(said);
                exitStatus = end;
            }
        }

        /** As the API tells it. */
        synchronized Map<String, Object> status() {
            String[] parts = upid.split(":", -1);
            Map<String, Object> status = new LinkedHashMap<>(Map.of(
                    "upid",
                    upid,
                    "node",
                    host,
                    "pid",
                    Integer.parseInt(parts[2], 16),
                    "pstart",
                    Integer.parseInt(parts[3], 16),
                    "starttime",
                    Long.parseLong(parts[4], 16),
                    "type",
                    parts[5],
                    "id",
                    parts[6],
                    "user",
                    parts[7].toLowerCase(Locale.ROOT),
                    "status",
                    exitStatus.isEmpty() ? "running" : "stopped"));
            if (!exitStatus.isEmpty()) {
                status.put("exitstatus", exitStatus);
            }
            return status;
        }

        /** The lines of its log, as the API tells them. */
        synchronized List<Map<String, Object>> lines() {
            List<Map<String, Object>> lines = new ArrayList<>();
            for (String line : log) {
                lines.add(Map.of("n", lines.size() + 1, "t", line));
            }
            return lines;
        }
    }
}
