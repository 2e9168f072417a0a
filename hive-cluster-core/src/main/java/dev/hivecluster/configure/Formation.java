package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.RunningCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes a cluster of nodes that belong to none (hive contract, sections 2.3 and 9). Init on the first node waits for all
 * joins, which in turn end only when all have joined: so all run at the same time. Then init lingers for 15 seconds, so that
 * joins can fetch what they need; once each of them has, there is nothing left to wait for, and it is ended.
 */
final class Formation {
    /** How an init that was ended by SIGTERM exits. */
    private static final int TERMINATED = 128 + 15;

    private final ClusterSpec spec;
    private final List<SurveyedNode> nodes;
    private final StepLimits limits;
    private final FormationProgress progress;
    private final CompletableFuture<RunningCommand> init = new CompletableFuture<>();
    private final AtomicBoolean answered = new AtomicBoolean();

    Formation(ClusterSpec spec, List<SurveyedNode> nodes, StepLimits limits) {
        this.spec = spec;
        this.nodes = List.copyOf(nodes);
        this.limits = limits;
        this.progress = new FormationProgress(
                this.nodes.stream().map(SurveyedNode::node).toList());
    }

    /**
     * Adds the steps of every node; the results come in the order of the nodes' indexes.
     *
     * @param after what must be done before
     */
    List<Step<FormedNode>> addTo(Plan plan, Collection<? extends Step<?>> after) {
        Node first = first().node();
        List<Step<FormedNode>> formed = new ArrayList<>();
        formed.add(plan.on(first, "init", StepLimits.FORMATION.plusMinutes(1), after, this::init));
        if (nodes.size() == 1) {
            return formed;
        }
        Step<Step.Done> answers =
                plan.on(first, "await formation", StepLimits.FORMATION.plusMinutes(1), after, this::awaitFormation);
        for (SurveyedNode node : nodes.subList(1, nodes.size())) {
            formed.add(plan.on(
                    node.node(),
                    "join",
                    StepLimits.FORMATION.plusMinutes(1),
                    List.of(answers),
                    activity -> join(node, activity)));
        }
        plan.on(first, "end init", StepLimits.COMMAND, formed.subList(1, formed.size()), this::endInit);
        return formed;
    }

    private FormedNode init(Activity activity) throws ConfigureException, InterruptedException {
        SurveyedNode node = first();
        // Ours ends first, so that its message can tell who is missing.
        Command command = node.dialect()
                .init(node.hive(), node.node(), nodes.size(), spec, StepLimits.FORMATION.plusSeconds(30))
                .within(StepLimits.FORMATION.plusSeconds(30));
        OutputTail tail = new OutputTail(activity);
        try (RunningCommand running = node.session().start(command, tail)) {
            init.complete(running);
            CommandResult result = node.session().await(running, command, tail);
            int status = result.status();
            if (status != 0 && !(status == TERMINATED && progress.isComplete())) {
                throw node.session().failure("exit status " + status, status, command, tail.text());
            }
            if (nodes.size() > 1 && !answered.get()) {
                throw node.session()
                        .failure(
                                "exit status %d without forming a cluster: it never waited for the other nodes"
                                        .formatted(status),
                                status,
                                command,
                                tail.text());
            }
            return formed(node, command, tail, activity);
        }
    }

    private Step.Done awaitFormation(Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        SurveyedNode node = first();
        // Asked on the node itself: its network may be closed to everybody else.
        Command ask = node.dialect().formationAnswers(node.node());
        Await.that(
                        activity,
                        "the formation on %s can be joined".formatted(node.node()),
                        limits.left(StepLimits.FORMATION))
                .until(() -> {
                    CommandResult answer = node.session().ask(ask);
                    return answer.succeeded()
                            ? Observation.found(Step.Done.DONE)
                            : Observation.notYet(
                                    answer.stderr().isBlank()
                                            ? "no answer"
                                            : answer.stderr().strip());
                });
        answered.set(true);
        return Step.Done.DONE;
    }

    private FormedNode join(SurveyedNode node, Activity activity) throws ConfigureException, InterruptedException {
        // Never tried twice: a join that was ended has registered its node, and the name is taken from then on.
        Command command = node.dialect()
                .join(node.hive(), node.node(), first().node(), spec)
                .within(limits.left(StepLimits.FORMATION));
        progress.joined(first().node());
        OutputTail tail = new OutputTail(activity, line -> progress.heard(node.node(), line));
        var unused = node.session().run(command, tail, progress::describe);
        progress.joined(node.node());
        return formed(node, command, tail, activity);
    }

    private Step.Done endInit(Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        SurveyedNode node = first();
        RunningCommand running = init.join();
        // Its directories are the last that init makes (section 9): when they are there, so is everything else.
        Command completed = node.dialect().completed(node.hive());
        Await.that(activity, "init has written everything on " + node.node(), limits.left(StepLimits.COMMAND))
                .until(() -> {
                    CommandResult listed = node.session().ask(completed);
                    return listed.succeeded()
                            ? Observation.found(Step.Done.DONE)
                            : Observation.notYet(listed.stderr().strip());
                });
        progress.complete();
        if (!running.isDone()) {
            node.session().terminate(running);
        }
        return Step.Done.DONE;
    }

    private FormedNode formed(SurveyedNode node, Command command, OutputTail tail, Activity activity)
            throws ConfigureException, InterruptedException {
        Map<String, String> expected = hosts(nodes);
        Optional<HiveConfiguration> configuration =
                Survey.readConfiguration(node.session(), node.hive(), node.dialect(), activity);
        if (configuration.isEmpty() || !configuration.get().hosts().equals(expected)) {
            throw node.session()
                    .failure(
                            "it ended well, but the node belongs to %s instead of a cluster of %s"
                                    .formatted(
                                            configuration
                                                    .map(found -> "a cluster of " + new TreeMap<>(found.hosts()))
                                                    .orElse("no cluster"),
                                            expected),
                            0,
                            command,
                            tail.text());
        }
        return new FormedNode(node, configuration.get());
    }

    /** The address of each node of a cluster, by the name that Hive gives it. */
    static Map<String, String> hosts(List<SurveyedNode> nodes) {
        Map<String, String> hosts = new TreeMap<>();
        nodes.forEach(node ->
                hosts.put(node.dialect().nodeName(node.node()), node.node().data()));
        return hosts;
    }

    private SurveyedNode first() {
        return nodes.get(0);
    }
}
