package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import dev.hivecluster.simulator.service.BusConnection;
import dev.hivecluster.simulator.service.ShutdownAck;
import dev.hivecluster.simulator.service.ShutdownPhase;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hive admin cluster shutdown} (hive contract, sections 2.7 and 9). */
@Command(description = "End all services on all nodes, phase by phase")
final class ShutdownCommand implements HiveCommand {
    private static final Duration LAST_PHASE = Duration.ofSeconds(2);
    private static final List<String> PLAN = List.of(
            "  1. GATE    - Stop API gateway and UI, reject new work",
            "  2. DRAIN   - Gracefully stop all VMs, persist state",
            "  3. STORAGE - Stop viperblock, cleanup nbdkit",
            "  4. PERSIST - Stop predastore",
            "  5. INFRA   - Stop NATS, exit daemons");

    @Option(names = "--force", description = "go on when a node does not answer")
    private boolean force;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Option(names = "--timeout", paramLabel = "duration", description = "how long each phase may take")
    private String timeout = "2m";

    @Override
    public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
        Duration limit = GoDuration.parse(timeout)
                .orElseThrow(() -> new HiveFailure(
                        "Error: invalid argument \"%s\" for \"--timeout\" flag: time: invalid duration \"%s\""
                                .formatted(timeout, timeout)));
        Optional<HiveConfig> config = session.config();
        List<ConfiguredNode> nodes = config.map(HiveConfig::nodes).orElse(List.of());
        try (BusConnection connection = session.connect(config)) {
            if (dryRun) {
                describe(session, nodes, limit);
            } else {
                perform(session, connection, nodes.size(), limit);
            }
        }
        return 0;
    }

    private static String phases() {
        return Arrays.stream(ShutdownPhase.values())
                .map(phase -> phase.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" -> "));
    }

    private void describe(HiveSession session, List<ConfiguredNode> nodes, Duration limit) throws IOException {
        session.out("Cluster Shutdown Plan (dry-run)");
        session.out("  Nodes: " + nodes.size());
        for (ConfiguredNode node : nodes) {
            String services = node.services().isEmpty()
                    ? "nats, predastore, viperblock, daemon, awsgw, ui"
                    : String.join(", ", node.services());
            session.out("    - %s (services: %s)".formatted(node.name(), services));
        }
        session.out("  Phases: " + phases());
        session.out("  Timeout per phase: " + GoDuration.text(limit));
        session.out("  Force: " + force);
        session.out("\nPhase details:");
        for (String line : PLAN) {
            session.out(line);
        }
    }

    private void perform(HiveSession session, BusConnection connection, int nodes, Duration limit)
            throws IOException, InterruptedException, HiveFailure {
        long begun = System.nanoTime();
        session.out("Starting coordinated cluster shutdown (%d nodes)".formatted(nodes));
        session.out("Phases: " + phases());
        session.out("Timeout per phase: " + GoDuration.text(limit));
        for (ShutdownPhase phase : ShutdownPhase.values()) {
            if (phase != ShutdownPhase.INFRA) {
                perform(session, connection, phase, nodes, limit);
            }
        }
        session.out("\n[INFRA] Sending to %d node(s)...".formatted(nodes));
        connection.shutdown(ShutdownPhase.INFRA, force, 0, Duration.ZERO);
        session.work(LAST_PHASE);
        session.out("[INFRA] Complete");
        session.out("\nCluster shutdown complete (%s)".formatted(since(begun)));
    }

    private void perform(HiveSession session, BusConnection connection, ShutdownPhase phase, int nodes, Duration limit)
            throws IOException, InterruptedException, HiveFailure {
        long begun = System.nanoTime();
        session.out("\n[%s] Sending to %d node(s)...".formatted(phase, nodes));
        List<ShutdownAck> answers = connection.shutdown(
                phase, force, nodes, session.host().timeScale().scaled(limit));
        for (ShutdownAck answer : answers) {
            String stopped = answer.stopped().isEmpty() ? "done" : "stopped " + String.join(", ", answer.stopped());
            session.out("  [%s] %s: %s"
                    .formatted(phase, answer.node(), answer.error() == null ? stopped : "error: " + answer.error()));
        }
        if (answers.size() < nodes && !force) {
            throw new HiveFailure("[%s] Only %d/%d nodes responded. Use --force to continue."
                    .formatted(phase, answers.size(), nodes));
        }
        session.out("[%s] Complete (%d/%d nodes, %s)".formatted(phase, answers.size(), nodes, since(begun)));
    }

    private static String since(long begun) {
        return GoDuration.text(Duration.ofNanos(System.nanoTime() - begun));
    }
}
