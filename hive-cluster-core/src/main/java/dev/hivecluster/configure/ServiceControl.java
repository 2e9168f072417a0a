package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts and ends processes of Hive on one node, each by its pid and with a check: Hive's own scripts leave some behind
 * (hive contract, sections 2.7 and 9).
 */
final class ServiceControl {
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final NodeSession session;

    ServiceControl(NodeSession session) {
        this.session = session;
    }

    /**
     * Starts a service in the background.
     *
     * @return its pid
     */
    long start(HiveService service, Activity activity) throws ConfigureException, InterruptedException {
        Command command = service.start();
        CommandResult result = session.run(command, activity);
        String pid = result.stdout().strip();
        if (!pid.matches("\\d{1,18}")) {
            throw session.failure("no pid, but: " + pid, result.status(), command, "");
        }
        return Long.parseLong(pid);
    }

    /** Whether all of these processes are there. */
    boolean alive(Collection<Long> pids) throws ConfigureException, InterruptedException {
        return session.ask(kill("-0", pids)).succeeded();
    }

    /** A failure of a service, with the end of its log. */
    ConfigureException failure(HiveService service, String problem, Activity activity)
            throws ConfigureException, InterruptedException {
        String end = session.ask(tail(service, 20)).stdout();
        return session.failure(
                problem, NodeSession.NO_STATUS, tail(service, 200), activity.redact(end.stripTrailing()));
    }

    /**
     * Ends a process and waits until it is gone: first it is asked, and if it does not heed, killed.
     *
     * @param limit how long it may take to heed
     */
    void stop(String name, long pid, Duration limit, Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        session.ask(kill("-TERM", List.of(pid)));
        try {
            awaitGone(name, pid, limit, activity);
        } catch (AwaitTimeoutException e) {
            activity.warning(name + " of " + session.node() + " does not heed SIGTERM and is killed");
            session.ask(kill("-KILL", List.of(pid)));
            awaitGone(name, pid, AFTER_KILL, activity);
        }
    }

    private void awaitGone(String name, long pid, Duration limit, Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        Await.that(activity, "%s of %s has ended".formatted(name, session.node()), limit)
                .until(() -> alive(List.of(pid))
                        ? Observation.notYet("process %d is still there".formatted(pid))
                        : Observation.found(Step.Done.DONE));
    }

    private static Command kill(String signal, Collection<Long> pids) {
        return Command.of(Stream.concat(Stream.of("kill", signal), pids.stream().map(String::valueOf))
                .toList());
    }

    private static Command tail(HiveService service, int lines) {
        return Command.of("tail", "-n", Integer.toString(lines), service.logFile());
    }
}
