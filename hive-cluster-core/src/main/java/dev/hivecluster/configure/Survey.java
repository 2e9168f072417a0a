package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.HostUnreachableException;
import dev.hivecluster.remote.ShellException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first half of the plan: reaches every node, finds Hive, and looks what is there already. It changes nothing. */
final class Survey {
    /** Written by cloud-init when a machine has set itself up (hive contract, section 1.3). */
    private static final String BOOT_MARKER = "/tmp/vendor-cloud-init-done";

    private final NodeSessions sessions;
    private final MachineWatch machines;
    private final InstallStrategy strategy;
    private final StepLimits limits;

    Survey(NodeSessions sessions, MachineWatch machines, InstallStrategy strategy, StepLimits limits) {
        this.sessions = sessions;
        this.machines = machines;
        this.strategy = strategy;
        this.limits = limits;
    }

    /** Adds the steps of every node; the results come in the order of the nodes' indexes. */
    List<Step<SurveyedNode>> addTo(Plan plan, Inventory inventory) {
        return inventory.nodes().stream().map(node -> addTo(plan, node)).toList();
    }

    private Step<SurveyedNode> addTo(Plan plan, Node node) {
        Step<NodeSession> connect =
                plan.on(node, "connect", StepLimits.BOOT, List.of(), activity -> connect(node, activity));
        Step<Step.Done> boot = plan.on(
                node,
                "await boot",
                StepLimits.BOOT,
                List.of(connect),
                activity -> awaitBoot(connect.result(), activity));
        Step<Installation> install = plan.on(
                node,
                "find hive",
                StepLimits.COMMAND,
                List.of(boot),
                activity -> strategy.install(connect.result(), activity));
        Step<Dialect> dialect = plan.on(
                node,
                "ask version",
                StepLimits.COMMAND,
                List.of(install),
                activity -> Dialects.ask(connect.result(), install.result(), activity));
        return plan.on(
                node,
                "inspect",
                StepLimits.COMMAND,
                List.of(dialect),
                activity -> inspect(connect.result(), install.result(), dialect.result(), activity));
    }

    private NodeSession connect(Node node, Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        return Await.that(activity, node + " accepts an SSH login", limits.left(StepLimits.BOOT))
                .until(() -> {
                    try {
                        return Observation.found(sessions.open(node, activity));
                    } catch (HostUnreachableException e) {
                        String machine = machines.look(node);
                        return Observation.notYet(machine.isEmpty() ? e.getMessage() : e.getMessage() + "; " + machine);
                    } catch (ShellException e) {
                        // A wrong host key or a refused login does not pass by itself.
                        throw new ConfigureException(String.valueOf(e.getMessage()), e);
                    }
                });
    }

    private Step.Done awaitBoot(NodeSession session, Activity activity)
            throws ConfigureException, AwaitTimeoutException, InterruptedException {
        Command test = Command.of("test", "-e", BOOT_MARKER);
        return Await.that(activity, session.node() + " has finished its boot", limits.left(StepLimits.BOOT))
                .until(() -> askOfMachine(session, test).succeeded()
                        ? Observation.found(Step.Done.DONE)
                        : Observation.notYet("%s is not there; see why with: %s"
                                .formatted(BOOT_MARKER, session.paste(Command.of("cloud-init", "status", "--long")))));
    }

    /** Asks a node whose machine may go away; if it is gone, that is the reason, not the connection that was lost. */
    private CommandResult askOfMachine(NodeSession session, Command command)
            throws ConfigureException, InterruptedException {
        try {
            return session.ask(command);
        } catch (ConfigureException lost) {
            String machine = machines.look(session.node());
            throw machine.isEmpty()
                    ? lost
                    : new ConfigureException("%s; %s".formatted(lost.getMessage(), machine), lost);
        }
    }

    private static SurveyedNode inspect(NodeSession session, Installation hive, Dialect dialect, Activity activity)
            throws ConfigureException, InterruptedException {
        Optional<HiveConfiguration> configuration = readConfiguration(session, hive, dialect, activity);
        Set<Long> pids = new HashSet<>();
        session.ask(dialect.pids(hive))
                .stdout()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,18}"))
                .forEach(line -> pids.add(Long.valueOf(line)));
        ProcessList processes =
                ProcessList.parse(session.ask(ProcessList.COMMAND).stdout());
        Map<String, Long> running = new HashMap<>();
        processes.arguments().forEach((pid, arguments) -> {
            // A pid file outlives its process, and the number may be another's by now: both must agree.
            if (pids.contains(pid)) {
                HiveService.serviceOf(arguments).ifPresent(name -> running.put(name, pid));
            }
        });
        List<Long> forming = processes.arguments().entrySet().stream()
                .filter(process -> dialect.isFormation(hive, process.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return new SurveyedNode(session, hive, dialect, new NodeState(configuration, running, forming));
    }

    /** Reads what a node knows of its cluster; its secrets are hidden from then on. */
    static Optional<HiveConfiguration> readConfiguration(
            NodeSession session, Installation hive, Dialect dialect, Activity activity)
            throws ConfigureException, InterruptedException {
        Optional<HiveConfiguration> configuration =
                HiveConfiguration.parse(session.ask(dialect.configuration(hive)).stdout());
        configuration.ifPresent(found -> found.secrets().values().forEach(activity::hide));
        return configuration;
    }
}
