package dev.hivecluster.configure;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.CredentialsFile;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Credentials;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.PropertyNames;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.ShellFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The second phase: makes a Hive cluster of machines, and waits until it answers. What is there already it leaves: on a
 * cluster that is formed and ready it only looks. An interrupt, the first failure, or the limit ends everything that it
 * began, but for services that run on the nodes, which the next attempt finds.
 */
public final class Configurer {
    private final ShellFactory shells;
    private final MachineWatch machines;
    private final Clock clock;
    private final ClusterHttp.Factory http;
    private final InstallStrategy strategy = new Preinstalled();

    /**
     * @param shells the way to each node
     * @param machines asked while a node does not answer
     * @param clock the time at which requests are signed
     */
    public Configurer(ShellFactory shells, MachineWatch machines, Clock clock) {
        this(shells, machines, clock, ClusterClient::new);
    }

    Configurer(ShellFactory shells, MachineWatch machines, Clock clock, ClusterHttp.Factory http) {
        this.shells = shells;
        this.machines = machines;
        this.clock = clock;
        this.http = http;
    }

    /**
     * Configures a cluster, and writes into its directory what clients need.
     *
     * @param reform whether a cluster that is formed, wholly or half, is formed anew, which destroys Hive's configuration
     *     and data on every node
     * @param activity the phase; each step on each node becomes a part of it
     * @param limit of the whole
     * @throws StepFailedException if a step failed
     * @throws ConfigureException if the cluster cannot be configured for another reason
     */
    public Endpoints configure(
            ClusterSpec spec,
            Inventory inventory,
            ClusterDirectory directory,
            boolean reform,
            Activity activity,
            Duration limit)
            throws ConfigureException, InterruptedException {
        int size = inventory.nodes().size();
        if (size == 2) {
            // Hive's storage needs three nodes to be shared (contract, sections 2.3 and 9).
            activity.warning(
                    "a cluster of 2 nodes does not share its storage: an object, image or snapshot stored through one node is not seen by the other. Use 1 node, or 3 and more: -D%s=3"
                            .formatted(PropertyNames.NODES));
        }
        long began = System.nanoTime();
        StepLimits limits = new StepLimits(limit);
        // Up to four waits run for a node at the same time, beside init on the first.
        int threads = 4 * size + 2;
        try (NodeSessions sessions = new NodeSessions(shells, directory.sshConfig())) {
            Plan survey = new Plan();
            List<Step<SurveyedNode>> surveyed =
                    new Survey(sessions, machines, strategy, limits).addTo(survey, inventory);
            PlanRun.execute(survey, threads, limit, activity);
            List<SurveyedNode> nodes = surveyed.stream().map(Step::result).toList();
            Optional<List<FormedNode>> standing = reform ? Optional.empty() : Standing.of(nodes);

            Plan plan = new Plan();
            Step<Endpoints> handOver = addSteps(plan, spec, nodes, standing, reform, limits, directory);
            Duration left = limit.minusNanos(System.nanoTime() - began);
            PlanRun.execute(plan, threads, left, activity);
            return handOver.result();
        }
    }

    private Step<Endpoints> addSteps(
            Plan plan,
            ClusterSpec spec,
            List<SurveyedNode> nodes,
            Optional<List<FormedNode>> standing,
            boolean reform,
            StepLimits limits,
            ClusterDirectory directory) {
        List<Step<FormedNode>> formed = standing.map(members -> addStanding(plan, members))
                .orElseGet(() -> addFormation(plan, spec, nodes, reform, limits));
        Step<Credentials> credentials = plan.on(
                nodes.get(0).node(),
                "read credentials",
                StepLimits.COMMAND,
                List.of(formed.get(0)),
                activity -> readCredentials(formed.get(0).result(), activity));
        List<Node> all = nodes.stream().map(SurveyedNode::node).toList();
        Readiness readiness = new Readiness(all, spec.region(), limits, clock);
        List<Step<?>> ready = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            SurveyedNode node = nodes.get(i);
            Services services =
                    new Services(node, reform ? Map.of() : node.state().running(), formed.get(i), limits, http);
            Step<?> started = services.addTo(plan);
            ready.addAll(readiness.addTo(plan, node.node(), services, started, credentials));
            if (i == 0) {
                ready.add(readiness.addNodeList(plan, services, started));
            }
        }
        return plan.step("write client files", StepLimits.COMMAND, ready, activity -> {
            Endpoints endpoints = new Endpoints(
                    spec.region(),
                    spec.availabilityZone(),
                    nodes.get(0).dialect().name(),
                    all.stream().map(Node::endpoints).toList());
            return write(
                    directory,
                    endpoints,
                    credentials.result(),
                    formed.get(0).result().configuration());
        });
    }

    private static List<Step<FormedNode>> addStanding(Plan plan, List<FormedNode> members) {
        return members.stream()
                .map(member -> plan.on(member.node(), "form", StepLimits.COMMAND, List.of(), activity -> {
                    activity.skipped();
                    return member;
                }))
                .toList();
    }

    private static List<Step<FormedNode>> addFormation(
            Plan plan, ClusterSpec spec, List<SurveyedNode> nodes, boolean reform, StepLimits limits) {
        Clearing clearing = new Clearing(nodes, limits);
        List<Step<Step.Done>> cleared = clearing.addLeftovers(plan);
        if (reform) {
            cleared = clearing.addRemoval(plan, cleared);
        }
        return new Formation(spec, nodes, limits).addTo(plan, cleared);
    }

    private static Credentials readCredentials(FormedNode first, Activity activity)
            throws ConfigureException, InterruptedException {
        SurveyedNode node = first.surveyed();
        Command command = node.dialect().credentials(node.hive());
        CommandResult result = node.session().ask(command);
        Optional<Credentials> found = CredentialsFile.parse(result.stdout());
        if (found.isEmpty()) {
            throw node.session()
                    .failure(
                            "the file holds no access key in a profile " + CredentialsFile.PROFILE,
                            result.status(),
                            command,
                            activity.redact(result.stderr().strip()));
        }
        activity.hide(found.get().secretAccessKey());
        return found.get();
    }

    private static Endpoints write(
            ClusterDirectory directory, Endpoints endpoints, Credentials credentials, HiveConfiguration configuration)
            throws ConfigureException {
        try {
            new ClientFiles(directory).write(endpoints, credentials, configuration.certificate());
            return endpoints;
        } catch (IOException e) {
            throw new ConfigureException(String.valueOf(e.getMessage()), e);
        }
    }
}
