package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.model.Credentials;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of the plan: waits until the cluster is ready. That is, until each gateway lists instance types, each storage
 * answers, NATS knows all nodes, and Hive itself calls each node ready. That a service listens proves none of these (hive
 * contract, section 7).
 */
final class Readiness {
    private final List<Node> nodes;
    private final String region;
    private final StepLimits limits;
    private final Clock clock;

    Readiness(List<Node> nodes, String region, StepLimits limits, Clock clock) {
        this.nodes = List.copyOf(nodes);
        this.region = region;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Adds the steps of one node.
     *
     * @param after the start of its services
     */
    List<Step<?>> addTo(Plan plan, Node node, Services services, Step<?> after, Step<Credentials> credentials) {
        List<Step<?>> steps = new ArrayList<>();
        steps.add(
                awaited(plan, node, "await storage", "predastore", services, List.of(after), probe -> probe.storage()));
        if (nodes.size() > 1) {
            steps.add(awaited(
                    plan,
                    node,
                    "await routes",
                    "nats",
                    services,
                    List.of(after),
                    probe -> probe.routes(nodes.size() - 1)));
        }
        steps.add(awaited(
                plan,
                node,
                "await gateway",
                "awsgw",
                services,
                List.of(after, credentials),
                probe -> probe.instanceTypes(new SigV4(credentials.result(), region, "ec2"), clock)));
        return steps;
    }

    /** Adds the step that asks Hive itself, on the first node. */
    Step<?> addNodeList(Plan plan, Services first, Step<?> after) {
        return plan.on(
                nodes.get(0),
                "await nodes",
                StepLimits.READY.plusMinutes(1),
                List.of(after),
                activity -> awaitNodes(first, activity));
    }

    private Step<Step.Done> awaited(
            Plan plan, Node node, String name, String service, Services services, List<Step<?>> after, Look look) {
        return plan.on(node, name, StepLimits.READY.plusMinutes(1), after, activity -> {
            NodeProbe probe = services.probe();
            try {
                Await.that(activity, "%s of %s is ready".formatted(service, node), limits.left(StepLimits.READY))
                        .until(() -> {
                            Observation<String> seen = look.at(probe);
                            if (seen.found().isEmpty()) {
                                services.requireAlive(activity);
                            }
                            return seen;
                        });
            } catch (AwaitTimeoutException e) {
                throw services.failure(service, e, activity);
            }
            services.requireStartedAlive(activity);
            return Step.Done.DONE;
        });
    }

    private Step.Done awaitNodes(Services first, Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        SurveyedNode node = first.formedNode().surveyed();
        Command list = node.dialect().listNodes(node.hive());
        // It may lag behind: a node whose gateway answers can still be called not ready (hive contract, section 9).
        Await.that(activity, "Hive calls all nodes ready", limits.left(StepLimits.READY))
                .until(() -> {
                    CommandResult listed = node.session().ask(list);
                    if (!listed.succeeded()) {
                        first.requireAlive(activity);
                        return Observation.notYet("exit status %d of %s: %s"
                                .formatted(
                                        listed.status(),
                                        node.session().paste(list),
                                        activity.redact(listed.stderr().strip())));
                    }
                    List<String> notReady = node.dialect().notReady(listed.stdout(), nodes);
                    return notReady.isEmpty()
                            ? Observation.found(Step.Done.DONE)
                            : Observation.notYet(String.join(", ", notReady));
                });
        return Step.Done.DONE;
    }

    private interface Look {
        Observation<String> at(NodeProbe probe) throws InterruptedException;
    }
}
