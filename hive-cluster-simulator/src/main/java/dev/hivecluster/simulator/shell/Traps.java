package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.node.Signal;
import dev.hivecluster.simulator.node.SimulatedProcess;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Commands that run when a signal comes, between two others, or when the shell ends. */
final class Traps {
    private static final String EXIT = "EXIT";

    private final Executor executor;
    private final ShellState state;
    private final SimulatedProcess process;
    private final Queue<Signal> arrived = new ConcurrentLinkedQueue<>();

    Traps(Executor executor, ShellState state, SimulatedProcess process) {
        this.executor = executor;
        this.state = state;
        this.process = process;
    }

    /**
     * Sets what a condition does.
     *
     * @param condition {@code EXIT}, or a signal's name or number
     * @param action the command; empty to ignore the signal; {@code -} for what the signal does by itself
     * @return false if there is no such condition
     */
    boolean set(String condition, String action) {
        if (condition.equals(EXIT) || condition.equals("0")) {
            put(EXIT, action);
            return true;
        }
        Signal signal = Signal.of(condition).orElse(null);
        if (signal == null) {
            return false;
        }
        put(signal.name(), action);
        process.reset(signal);
        if (action.isEmpty()) {
            process.ignore(signal);
        } else if (!action.equals("-")) {
            process.handle(signal, () -> arrived.add(signal));
        }
        return true;
    }

    private void put(String condition, String action) {
        if (action.equals("-")) {
            state.traps().remove(condition);
        } else {
            state.traps().put(condition, action);
        }
    }

    /** Runs the commands of the signals that have come. */
    void run() throws IOException, InterruptedException {
        Signal signal = arrived.poll();
        while (signal != null) {
            perform(signal.name());
            signal = arrived.poll();
        }
    }

    /** Runs the command of the shell's end, and returns the status that the shell ends with. */
    int atExit(int status) throws IOException, InterruptedException {
        try {
            run();
            perform(EXIT);
            return status;
        } catch (Jump jump) {
            return jump.value();
        }
    }

    private void perform(String condition) throws IOException, InterruptedException {
        String action = condition.equals(EXIT)
                ? state.traps().remove(EXIT)
                : state.traps().get(condition);
        if (action == null || action.isEmpty()) {
            return;
        }
        int before = state.status();
        try {
            executor.run(Parser.parse(action));
        } catch (SyntaxException e) {
            executor.complain(String.valueOf(e.getMessage()));
        }
        state.status(before);
    }
}
