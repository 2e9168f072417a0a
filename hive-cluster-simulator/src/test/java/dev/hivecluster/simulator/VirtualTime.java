package dev.hivecluster.simulator;

import dev.hivecluster.simulator.node.Timetable;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Time that passes when a test says so: what is due then happens in the thread that says it. */
public final class VirtualTime {
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparing(Step::due).thenComparing(Step::number));
    private Duration now = Duration.ZERO;
    private long number;

    /** A timetable by this time; what takes a while there takes none. */
    public Timetable timetable() {
        return new Virtual();
    }

    /**
     * Lets time pass.
     *
     * @param moment counted from the beginning; nothing happens if it is over
     */
    public void passTo(Duration moment) {
        Optional<Step> step = next(moment);
        while (step.isPresent()) {
            step.get().run();
            step = next(moment);
        }
    }

    /**
     * Lets time pass until something has happened.
     *
     * @throws java.util.NoSuchElementException if nothing is to happen
     */
    public void passToNext() {
        passTo(nextDue());
    }

    /** How much is to happen. */
    public synchronized int pending() {
        return steps.size();
    }

    private synchronized Duration nextDue() {
        return steps.element().due();
    }

    private synchronized Optional<Step> next(Duration moment) {
        Step first = steps.peek();
        if (first == null || first.due().compareTo(moment) > 0) {
            now = now.compareTo(moment) > 0 ? now : moment;
            return Optional.empty();
        }
        now = first.due();
        return Optional.of(steps.remove());
    }

    private synchronized void add(Virtual timetable, Duration time, Runnable task) {
        steps.add(new Step(now.plus(time), number++, timetable, task));
    }

    private synchronized void remove(Virtual timetable) {
        steps.removeIf(step -> step.timetable().equals(timetable));
    }

    private record Step(Duration due, long number, Virtual timetable, Runnable task) {
        void run() {
            timetable.run(task);
        }
    }

    private final class Virtual implements Timetable {
        private boolean closed;

        @Override
        public void after(Duration real, Runnable step) {
            add(this, real, step);
        }

        @Override
        public void pass(Duration real) {}

        @Override
        public synchronized void close() {
            closed = true;
            remove(this);
        }

        synchronized void run(Runnable task) {
            if (!closed) {
                task.run();
            }
        }
    }
}
