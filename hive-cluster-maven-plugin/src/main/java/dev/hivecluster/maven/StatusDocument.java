package dev.hivecluster.maven;

import dev.hivecluster.configure.NodeHealth;
import dev.hivecluster.configure.ServiceHealth;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.lifecycle.ClusterStatus;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.NodeEndpoints;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster's status as JSON. It is an interface for scripts: fields are added, never renamed. The deployer's own settings
 * are not in it, as they may be secrets.
 *
 * @param phase {@code ABSENT} if there is no cluster of that name
 * @param ageSeconds since it was first recorded
 */
record StatusDocument(
        String cluster,
        String phase,
        boolean ready,
        Optional<String> recordId,
        Optional<String> deployer,
        Optional<String> directory,
        Optional<Long> ageSeconds,
        Optional<String> createdAt,
        Optional<OwnerEntry> owner,
        boolean kept,
        Optional<String> expiresAt,
        Optional<AttemptEntry> attempt,
        List<NodeEntry> nodes) {
    static StatusDocument of(ClusterName name, Optional<ClusterStatus> status) {
        return status.map(StatusDocument::of)
                .orElseGet(() -> new StatusDocument(
                        name.value(),
                        Phase.ABSENT.name(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    private static StatusDocument of(ClusterStatus status) {
        ClusterRecord record = status.record();
        return new StatusDocument(
                record.name().value(),
                record.phase().name(),
                status.ready(),
                Optional.of(record.id()),
                Optional.of(record.spec().deployer()),
                Optional.of(status.directory()),
                Optional.of(status.age().toSeconds()),
                Optional.of(record.createdAt().toString()),
                Optional.of(new OwnerEntry(record.owner().host(), record.owner().pid(), status.ownerAlive())),
                record.kept(),
                record.expiresAt().map(Instant::toString),
                record.attempt()
                        .map(attempt -> new AttemptEntry(
                                attempt.phase().name(), attempt.startedAt().toString(), attempt.error())),
                status.nodes().stream().map(NodeEntry::of).toList());
    }

    /** @param alive whether the process lives, or may live */
    record OwnerEntry(String host, long pid, boolean alive) {}

    /** A phase that was tried and not completed. */
    record AttemptEntry(String phase, String startedAt, Optional<String> error) {}

    /** @param machine {@code on}, {@code off}, {@code unknown}, or {@code missing} if the backend has none */
    record NodeEntry(
            String name,
            String management,
            int sshPort,
            String data,
            String machine,
            Optional<String> machineId,
            boolean ready,
            Map<String, ServiceEntry> services) {
        private static NodeEntry of(ClusterStatus.NodeStatus status) {
            NodeEndpoints urls = status.node().endpoints();
            NodeHealth health = status.health();
            Map<String, ServiceEntry> services = new LinkedHashMap<>();
            services.put("gateway", ServiceEntry.of(urls.gateway().toString(), health.gateway()));
            services.put("storage", ServiceEntry.of(urls.storage().toString(), health.storage()));
            services.put("daemon", ServiceEntry.of(urls.daemon().toString(), health.daemon()));
            services.put("nats", ServiceEntry.of(urls.natsMonitor().toString(), health.nats()));
            return new NodeEntry(
                    status.node().name(),
                    status.node().management(),
                    status.node().sshPort(),
                    status.node().data(),
                    power(status.machine()),
                    status.machine().map(Machine::id),
                    health.ready().ok(),
                    services);
        }
    }

    /** @param seen what was seen, such as an answer's status or why there was none */
    record ServiceEntry(String url, boolean ok, String seen) {
        private static ServiceEntry of(String url, ServiceHealth health) {
            return new ServiceEntry(url, health.ok(), health.seen());
        }
    }

    static String power(Optional<Machine> machine) {
        return machine.map(known -> known.power().name().toLowerCase(Locale.ROOT))
                .orElse("missing");
    }
}
