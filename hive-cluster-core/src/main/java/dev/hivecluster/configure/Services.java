package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services of one node: starts those that do not run, in their order, and tells when one is gone. */
final class Services {
    private final SurveyedNode node;
    private final Step<FormedNode> formed;
    private final StepLimits limits;
    private final ClusterHttp.Factory http;
    private final Map<String, Step<Long>> started = new LinkedHashMap<>();
    private final Map<String, Long> running;

    /**
     * @param running the pid of each service that runs already, by name
     * @param formed has succeeded when the node is ready for its services
     */
    Services(
            SurveyedNode node,
            Map<String, Long> running,
            Step<FormedNode> formed,
            StepLimits limits,
            ClusterHttp.Factory http) {
        this.node = node;
        this.running = Map.copyOf(running);
        this.formed = formed;
        this.limits = limits;
        this.http = http;
    }

    /** Adds one step for each service; returns the last of them. */
    Step<?> addTo(Plan plan) {
        Step<?> before = formed;
        for (String name : node.dialect().serviceNames()) {
            Step<Long> step = plan.on(
                    node.node(),
                    "start " + name,
                    StepLimits.START.plusMinutes(1),
                    List.of(before),
                    activity -> start(name, activity));
            started.put(name, step);
            before = step;
        }
        return before;
    }

    private long start(String name, Activity activity) throws ConfigureException, InterruptedException {
        Long there = running.get(name);
        if (there != null) {
            activity.skipped();
            return there;
        }
        ServiceControl control = new ServiceControl(node.session());
        HiveService service = formed.result().service(name);
        long pid = control.start(service, activity);
        NodeProbe probe = probe();
        try {
            Await.that(activity, "%s of %s runs".formatted(name, node.node()), limits.left(StepLimits.START))
                    .until(() -> {
                        Observation<String> seen = look(service, probe);
                        if ((seen.found().isEmpty() || service.listener() == HiveService.Listener.NONE)
                                && !control.alive(List.of(pid))) {
                            throw control.failure(service, name + " ended by itself", activity);
                        }
                        return seen;
                    });
        } catch (AwaitTimeoutException e) {
            throw control.failure(service, String.valueOf(e.getMessage()), activity);
        }
        return pid;
    }

    private static Observation<String> look(HiveService service, NodeProbe probe) throws InterruptedException {
        return switch (service.listener()) {
            case NATS -> probe.nats();
            case STORAGE -> probe.storage();
            case NONE -> Observation.found("started");
        };
    }

    /**
     * Fails if one of the services is gone.
     *
     * @throws ConfigureException with the end of that service's log
     */
    void requireAlive(Activity activity) throws ConfigureException, InterruptedException {
        ServiceControl control = new ServiceControl(node.session());
        if (control.alive(started.values().stream().map(Step::result).toList())) {
            return;
        }
        for (Map.Entry<String, Step<Long>> entry : started.entrySet()) {
            if (!control.alive(List.of(entry.getValue().result()))) {
                throw control.failure(
                        formed.result().service(entry.getKey()), entry.getKey() + " ended by itself", activity);
            }
        }
    }

    /** As {@link #requireAlive}, unless all of them were found running when the node was looked at. */
    void requireStartedAlive(Activity activity) throws ConfigureException, InterruptedException {
        if (!running.keySet().containsAll(node.dialect().serviceNames())) {
            requireAlive(activity);
        }
    }

    /** A failure of a service that runs, but does not do what it should. */
    ConfigureException failure(String name, AwaitTimeoutException problem, Activity activity)
            throws ConfigureException, InterruptedException {
        return new ServiceControl(node.session())
                .failure(formed.result().service(name), String.valueOf(problem.getMessage()), activity);
    }

    FormedNode formedNode() {
        return formed.result();
    }

    NodeProbe probe() {
        return new NodeProbe(
                node.node().endpoints(),
                http.trusting(formed.result().configuration().certificate()));
    }
}
