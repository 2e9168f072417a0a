package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.remote.Command;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Takes off the nodes what stands in the way of forming them. */
final class Clearing {
    private final List<SurveyedNode> nodes;
    private final StepLimits limits;

    Clearing(List<SurveyedNode> nodes, StepLimits limits) {
        this.nodes = List.copyOf(nodes);
        this.limits = limits;
    }

    /** Adds steps that end what an interrupted formation left running; it had formed nothing yet. */
    List<Step<Step.Done>> addLeftovers(Plan plan) {
        List<Step<Step.Done>> steps = new ArrayList<>();
        for (SurveyedNode node : nodes) {
            if (!node.state().forming().isEmpty()) {
                steps.add(plan.on(
                        node.node(),
                        "end leftovers",
                        StepLimits.STOP.plusMinutes(1),
                        List.of(),
                        activity -> endLeftovers(node, activity)));
            }
        }
        return steps;
    }

    /** Adds steps that end Hive on every node and remove its configuration and data. */
    List<Step<Step.Done>> addRemoval(Plan plan, List<Step<Step.Done>> after) {
        return nodes.stream()
                .map(node -> plan.on(
                        node.node(),
                        "remove",
                        StepLimits.STOP.multipliedBy(6),
                        after,
                        activity -> remove(node, activity)))
                .toList();
    }

    private Step.Done endLeftovers(SurveyedNode node, Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        ServiceControl control = new ServiceControl(node.session());
        for (long pid : node.state().forming()) {
            control.stop("an interrupted formation", pid, limits.left(StepLimits.STOP), activity);
        }
        return Step.Done.DONE;
    }

    private Step.Done remove(SurveyedNode node, Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        ServiceControl control = new ServiceControl(node.session());
        List<String> lastFirst = new ArrayList<>(node.dialect().serviceNames());
        Collections.reverse(lastFirst);
        Map<String, Long> running = node.state().running();
        for (String name : lastFirst) {
            if (running.containsKey(name)) {
                control.stop(name, running.get(name), limits.left(StepLimits.STOP), activity);
            }
        }
        List<String> arguments = new ArrayList<>(List.of("rm", "-rf"));
        arguments.addAll(node.dialect().ownPaths(node.hive()));
        var unused = node.session().run(Command.of(arguments), activity);
        return Step.Done.DONE;
    }
}
