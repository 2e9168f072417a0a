package dev.hivecluster.simulator.service;

import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.compute.ComputeHost;
import dev.hivecluster.simulator.compute.HiveErrors;
import dev.hivecluster.simulator.compute.InstanceRecord;
import dev.hivecluster.simulator.compute.InstanceType;
import dev.hivecluster.simulator.compute.NodeCapacity;
import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.signature.SignatureV4;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * {@code hive service hive}: the daemon. It needs NATS to start, answers {@code /health} at once and its subscriptions'
 * subjects later (hive contract, sections 2.6, 3 and 9).
 */
final class DaemonService implements Subscriber {
    private static final Duration START = Duration.ofMillis(200);
    private static final Duration RESTORE = Duration.ofMillis(2800);
    private static final Duration SHORT_PHASE = Duration.ofSeconds(1);
    private static final Duration LONG_PHASE = Duration.ofSeconds(3);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    private final ServiceContext context;
    private final ServiceProcess process;
    private final Instant started;
    private final ComputeHost instances;

    private DaemonService(ServiceContext context, ServiceProcess process) {
        this.context = context;
        this.process = process;
        Host host = context.host();
        this.started = host.clock().instant();
        QemuHypervisor guests =
                process.own(new QemuHypervisor(host, context.config().dataDirectory()));
        this.instances = process.own(new ComputeHost(
                new NodeCapacity(context.config().node(), host.cpuCores(), host.memoryMb()),
                host.clock(),
                host.timetable(context.config().node() + "-instances"),
                context.bus().instances(context.config().accountId()),
                this::storage,
                this::wholeStorage,
                guests));
    }

    static void start(ServiceContext context, ServiceProcess process) throws IOException, InterruptedException {
        DaemonService daemon = new DaemonService(context, process);
        process.work(START);
        context.requireNats();
        process.own(HttpServer.start(
                context.socket(context.config().self().port()),
                null,
                process.host() + "-daemon",
                context.host().clock(),
                daemon::answer));
        process.beside("subscriptions", daemon::subscribe);
    }

    @Override
    public InetSocketAddress nats() {
        return context.nats();
    }

    @Override
    public ComputeHost instances() {
        return instances;
    }

    @Override
    public NodeReport report() {
        ConfiguredNode self = context.config().self();
        Host host = context.host();
        NodeCapacity capacity = instances.capacity();
        Instant now = host.clock().instant();
        List<NodeReport.Vm> vms = instances.instances().stream()
                .map(instance -> new NodeReport.Vm(
                        instance.id(),
                        instance.status(),
                        instance.type().name(),
                        instance.type().cpus(),
                        instance.type().memoryMib(),
                        Duration.between(instance.launched(), now),
                        instance.holdsCapacity()))
                .toList();
        List<NodeReport.TypeCapacity> types = InstanceType.ALL.stream()
                .map(type ->
                        new NodeReport.TypeCapacity(type.name(), type.fitting(capacity), type.cpus(), type.memoryMib()))
                .toList();
        return new NodeReport(
                self.name(),
                self.host(),
                self.region(),
                self.availabilityZone(),
                uptime(),
                ServiceContext.services(self),
                host.cpuCores() - capacity.freeCpus(),
                host.cpuCores(),
                host.memoryMb() - capacity.freeMemoryMib(),
                host.memoryMb(),
                types,
                vms);
    }

    @Override
    public Optional<ObjectStore> objects() {
        return context.bus().storage().reach(context.socket(ServiceContext.PREDASTORE), context.storageGroup());
    }

    @Override
    public void shutdown(ShutdownPhase phase, boolean force, Consumer<ShutdownAck> reply) {
        process.beside("shutdown", () -> {
            List<String> stopped = switch (phase) {
                case GATE -> stop(SHORT_PHASE, "awsgw", "hive-ui");
                case DRAIN -> drain(force);
                case STORAGE -> stop(LONG_PHASE, "viperblock");
                case PERSIST -> stop(LONG_PHASE, "predastore");
                case INFRA -> stop(SHORT_PHASE, "nats");
            };
            reply.accept(new ShutdownAck(context.config().node(), phase, stopped, null));
            if (phase == ShutdownPhase.INFRA) {
                process.close();
            }
        });
    }

    /**
     * Guests are powered down; what ran runs again with the next daemon. As in a real Hive the daemon does not survive it
     * with an instance that could not be launched (hive contract, section 9).
     */
    private List<String> drain(boolean force) throws InterruptedException {
        for (InstanceRecord instance : instances.instances()) {
            if (instance.hasFailed()) {
                throw new IllegalStateException(instance.id() + " was never launched and cannot be drained");
            }
        }
        Duration guests = force ? Duration.ZERO : instances.timeToDrain();
        List<String> stopped = stop(guests.compareTo(SHORT_PHASE) > 0 ? guests : SHORT_PHASE);
        instances.drain();
        return stopped;
    }

    private ObjectStore storage() {
        return objects().orElseThrow(() -> HiveErrors.error("ServerInternal"));
    }

    private ObjectStore wholeStorage() {
        ObjectStore storage = storage();
        if (!context.bus().storage().isWhole(context.storageGroup())) {
            throw HiveErrors.error("InternalError");
        }
        return storage;
    }

    private List<String> stop(Duration time, String... services) throws InterruptedException {
        process.work(time);
        List<String> stopped = new ArrayList<>();
        for (String service : services) {
            if (context.bus().running().stop(context.host(), service)) {
                stopped.add(service);
            }
        }
        return stopped;
    }

    private void subscribe() throws InterruptedException {
        process.work(RESTORE);
        context.bus().awaitMajority(context.everywhere("nats", ServiceContext.NATS));
        instances.restore();
        context.bus().subscribe(this);
        process.own(() -> context.bus().unsubscribe(this));
    }

    private Duration uptime() {
        return Duration.between(started, context.host().clock().instant());
    }

    private Response answer(Request request) {
        if (!request.path().equals("/health")) {
            return Response.of(404, TEXT, "Cannot " + request.method() + " " + request.path());
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> health();
            default -> Response.of(405, TEXT, "Method Not Allowed").with("Allow", "GET, HEAD");
        };
    }

    /** It says ok of every service that is configured, without looking. */
    private Response health() {
        List<String> services = ServiceContext.services(context.config().self());
        Map<String, String> states = new TreeMap<>();
        services.forEach(service -> states.put(service, "ok"));
        if (!services.contains("nats")) {
            states.put("nats", context.bus().isUp(nats()) ? "remote_ok" : "remote_unreachable");
        }
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("node", context.config().node());
        health.put("status", "running");
        try {
            health.put("config_hash", SignatureV4.hash(Files.readAllBytes(context.configFile("hive.toml"))));
        } catch (IOException e) {
            return Response.of(500, JSON, "{\"error\":\"failed to compute config hash\"}");
        }
        health.put("epoch", 1);
        health.put("uptime", uptime().toSeconds());
        health.put("services", services);
        health.put("service_health", states);
        return Response.of(200, JSON, Json.line(health));
    }
}
