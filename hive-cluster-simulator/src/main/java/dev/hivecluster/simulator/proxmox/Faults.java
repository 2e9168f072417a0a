package dev.hivecluster.simulator.proxmox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * What can be made to go wrong, each until it is closed: {@code try (Fault fault = fake.faults().lockTimeouts(2)) { … }}.
 * Virtual machines are named by their names, so that a fault can be there before its machine.
 */
public final class Faults {
    /** As often as there is an occasion. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private static final Set<String> LOCKING = Set.of("POST", "PUT", "DELETE");

    private final List<Rule<ApiCall, Reaction>> ofCalls = new CopyOnWriteArrayList<>();
    private final List<Rule<TaskSubject, TaskReaction>> ofTasks = new CopyOnWriteArrayList<>();
    private final List<Rule<String, Boolean>> silentAgents = new CopyOnWriteArrayList<>();
    private final List<Rule<String, Boolean>> fullStorages = new CopyOnWriteArrayList<>();
    private final List<Rule<String, Boolean>> takenIds = new CopyOnWriteArrayList<>();
    private final Switch api;

    Faults(Switch api) {
        this.api = api;
    }

    /** Nobody listens where the API was. */
    public Fault apiDown() {
        api.off();
        Fault fault = new Fault(0, api::on);
        return fault;
    }

    /**
     * Calls are answered by an error of the server.
     *
     * @param status such as 500, 503 or 596
     * @param message what it says
     */
    public Fault serverErrors(int times, int status, String message) {
        return ofCalls(times, call -> true, new Reaction.Refusal(status, message));
    }

    /** As {@link #serverErrors(int, int, String)}, for calls of one method whose path has a part. */
    public Fault serverErrors(int times, int status, String message, String method, String pathPart) {
        return ofCalls(times, matching(method, pathPart), new Reaction.Refusal(status, message));
    }

    /** Connections end without an answer, and what was asked for is not done. */
    public Fault droppedConnections(int times) {
        return ofCalls(times, call -> true, new Reaction.Drop(false));
    }

    /** What is asked for is done, but the connection ends before the answer, for calls of one method whose path has a part. */
    public Fault lostReplies(int times, String method, String pathPart) {
        return ofCalls(times, matching(method, pathPart), new Reaction.Drop(true));
    }

    /** Changes of virtual machines fail, since another process holds the lock of their configuration. */
    public Fault lockTimeouts(int times) {
        return ofCalls(
                times,
                call -> LOCKING.contains(call.method()) && call.path().contains("qemu"),
                new Reaction.LockTimeout());
    }

    /** Each task takes that much longer. */
    public Fault slowTasks(Duration time) {
        return ofTasks(ALWAYS, task -> true, new TaskReaction(time, Optional.empty()));
    }

    /**
     * A virtual machine's tasks of one type take that much longer.
     *
     * @param type such as {@code qmcreate}, {@code qmstart} or {@code qmdestroy}
     * @param vm the machine's name
     */
    public Fault slowTasks(String type, String vm, Duration time) {
        return ofTasks(ALWAYS, new TaskSubject(type, vm)::equals, new TaskReaction(time, Optional.empty()));
    }

    /**
     * A virtual machine's tasks of one type fail, without having done anything.
     *
     * @param type such as {@code qmcreate}, {@code qmstart} or {@code qmdestroy}
     * @param vm the machine's name
     * @param message the exit status
     */
    public Fault failingTasks(int times, String type, String vm, String message) {
        return ofTasks(times, new TaskSubject(type, vm)::equals, new TaskReaction(Duration.ZERO, Optional.of(message)));
    }

    /** A virtual machine does neither stop nor shut down. */
    public Fault notStopping(String vm) {
        return ofTasks(
                ALWAYS,
                task -> task.vm().equals(vm) && Set.of("qmstop", "qmshutdown").contains(task.type()),
                new TaskReaction(Duration.ZERO, Optional.of("VM quit/powerdown failed - got timeout")));
    }

    /** A virtual machine's guest agent does not answer. */
    public Fault agentSilent(String vm) {
        return add(silentAgents, ALWAYS, vm::equals, true);
    }

    /** Nothing more can be stored on a storage, of whichever host. */
    public Fault storageFull(String storage) {
        return add(fullStorages, ALWAYS, storage::equals, true);
    }

    /** Somebody else is quicker: when a virtual machine is to be made, its id has just been taken by a foreign one, which stays. */
    public Fault vmIdTaken(int times) {
        return add(takenIds, times, any -> true, true);
    }

    Optional<Reaction> of(ApiCall call) {
        return find(ofCalls, call);
    }

    TaskReaction of(TaskSubject task) {
        return find(ofTasks, task).orElse(TaskReaction.NONE);
    }

    boolean isAgentSilent(String vm) {
        return find(silentAgents, vm).isPresent();
    }

    boolean isFull(String storage) {
        return find(fullStorages, storage).isPresent();
    }

    boolean isIdTaken() {
        return find(takenIds, "").isPresent();
    }

    private static Predicate<ApiCall> matching(String method, String pathPart) {
        return call ->
                call.method().equals(method) && String.join("/", call.path()).contains(pathPart);
    }

    private Fault ofCalls(int times, Predicate<ApiCall> calls, Reaction reaction) {
        return add(ofCalls, times, calls, reaction);
    }

    private Fault ofTasks(int times, Predicate<TaskSubject> tasks, TaskReaction reaction) {
        return add(ofTasks, times, tasks, reaction);
    }

    private static <S, R> Fault add(List<Rule<S, R>> rules, int times, Predicate<? super S> subjects, R reaction) {
        Fault[] fault = new Fault[1];
        fault[0] = new Fault(times, () -> rules.removeIf(rule -> rule.fault == fault[0]));
        rules.add(new Rule<>(subjects, reaction, fault[0]));
        return fault[0];
    }

    private static <S, R> Optional<R> find(List<Rule<S, R>> rules, S subject) {
        for (Rule<S, R> rule : rules) {
            if (rule.subjects.test(subject) && rule.fault.strikes()) {
                return Optional.of(rule.reaction);
            }
        }
        return Optional.empty();
    }

    private record Rule<S, R>(Predicate<? super S> subjects, R reaction, Fault fault) {}

    /** Lets the API be there or not. */
    interface Switch {
        void off();

        void on();
    }

    /** What becomes of a call. */
    sealed interface Reaction {
        /** It is refused. */
        record Refusal(int status, String message) implements Reaction {}

        /** The connection ends. */
        record Drop(boolean afterwards) implements Reaction {}

        /** The lock of the virtual machine is not had in time. */
        record LockTimeout() implements Reaction {}
    }

    /**
     * A task.
     *
     * @param type such as {@code qmstart}
     * @param vm the name of its virtual machine
     */
    record TaskSubject(String type, String vm) {}

    /**
     * What becomes of a task.
     *
     * @param delay how much longer it takes
     * @param failure the exit status with which it then fails
     */
    record TaskReaction(Duration delay, Optional<String> failure) {
        static final TaskReaction NONE = new TaskReaction(Duration.ZERO, Optional.empty());
    }
}
