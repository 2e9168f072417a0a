package dev.hivecluster.benchmarks;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.ServerLogins.ServerLogin;
import dev.hivecluster.deploy.proxmox.ProxmoxAccess;
import dev.hivecluster.deploy.proxmox.ProxmoxDeployer;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.proxmox.FakeProxmox;
import dev.hivecluster.simulator.proxmox.FakeProxmoxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How long {@code up} and {@code down} take on Proxmox beside a bare {@code tofu init}, {@code apply} and {@code destroy} of
 * the same module, on one faked Proxmox, by turns.
 */
public final class ProvisionBenchmark {
    private static final List<Integer> SIZES = List.of(3, 10);
    private static final int RUNS = 3;
    private static final double MOST = 1.1;
    private static final String SERVER = "fake";

    private final Path work;
    private final FakeProxmox proxmox;
    private final BareTofu bare;

    private ProvisionBenchmark(Path work, FakeProxmox proxmox, BareTofu bare) {
        this.work = work;
        this.proxmox = proxmox;
        this.bare = bare;
    }

    /** @param arguments the directory that the results go to, and that of the module */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Path results = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
        Path work = Files.createTempDirectory("provision");
        List<Row> rows = new ArrayList<>();
        try (FakeProxmox proxmox = FakeProxmox.start(new FakeProxmoxOptions(work.resolve("proxmox")))) {
            ProvisionBenchmark benchmark =
                    new ProvisionBenchmark(work, proxmox, new BareTofu(Path.of(arguments[1]), work, proxmox.access()));
            benchmark.run(1);
            for (int vms : SIZES) {
                List<Row> runs = new ArrayList<>();
                for (int i = 0; i < RUNS; i++) {
                    runs.add(benchmark.run(vms));
                }
                rows.add(Row.median(runs));
            }
        }
        AtomicFiles.write(results.resolve("provision.json"), Json.write(rows));
        System.out.println("VMs   up ms  init+apply ms  ratio   down ms  destroy ms  ratio   (median of " + RUNS + ")");
        for (Row row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%3d %7d %14d %6.2f %9d %11d %6.2f%n",
                    row.vms(),
                    row.upMs(),
                    row.applyMs(),
                    row.upRatio(),
                    row.downMs(),
                    row.destroyMs(),
                    row.downRatio());
        }
        if (rows.stream().anyMatch(row -> row.upRatio() > MOST || row.downRatio() > MOST)) {
            throw new IllegalStateException(
                    "up or down takes more than %.1f times what tofu alone takes".formatted(MOST));
        }
    }

    private Row run(int vms) throws Exception {
        ClusterDirectory directory = new ClusterDirectory(work.resolve("clusters"), new ClusterName("ours"));
        ClusterSpec spec = spec(vms);
        directory.write(new ClusterRecord(
                ClusterRecord.VERSION,
                UUID.randomUUID().toString(),
                spec,
                Phase.ABSENT,
                Optional.empty(),
                Owner.current("benchmark"),
                false,
                Optional.empty(),
                Instant.now()));
        Deployer deployer = deployer();
        try (EventStream events = new EventStream(Clock.systemUTC(), List.of())) {
            long up = millis(() -> deployer.up(spec, directory, events));
            long apply = millis(() -> bare.apply(vms));
            long down = millis(() -> {
                deployer.down(directory, events);
                return directory;
            });
            long destroy = millis(bare::destroy);
            if (!proxmox.leftovers().isEmpty()) {
                throw new IllegalStateException("left behind: " + proxmox.leftovers());
            }
            return new Row(vms, up, apply, down, destroy);
        }
    }

    private Deployer deployer() {
        String[] token = proxmox.access().apiToken().split("=", 2);
        return new ProxmoxDeployer()
                .with(id -> Optional.of(id).filter(SERVER::equals).map(same -> new ServerLogin(token[0], token[1])));
    }

    private ClusterSpec spec(int vms) {
        ProxmoxAccess access = proxmox.access();
        Deployer deployer = deployer();
        Map<String, String> settings = new TreeMap<>();
        settings.put("hive.cluster", "ours");
        settings.put("hive.nodes", Integer.toString(vms));
        settings.put("hive.proxmox.server", SERVER);
        settings.put("hive.proxmox.endpoint", access.endpoint().toString());
        settings.put("hive.proxmox.caFile", access.caFile().orElseThrow().toString());
        settings.put("hive.proxmox.sshUser", access.sshUser().orElseThrow());
        settings.put(
                "hive.proxmox.sshPrivateKey",
                access.sshPrivateKey().orElseThrow().toString());
        BareTofu.variables(access).forEach((name, value) -> settings.put("hive.tofu.vars." + name, Json.line(value)));
        return ClusterSettings.of(settings).resolve(Optional.empty(), deployer.name(), deployer.settingsPrefixes());
    }

    private static long millis(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1_000_000;
    }

    @FunctionalInterface
    private interface Work {
        Object run() throws Exception;
    }

    /** One line of the table; times in milliseconds. */
    record Row(int vms, long upMs, long applyMs, long downMs, long destroyMs) {
        double upRatio() {
            return (double) upMs / applyMs;
        }

        double downRatio() {
            return (double) downMs / destroyMs;
        }

        static Row median(List<Row> rows) {
            return new Row(
                    rows.get(0).vms,
                    middle(rows.stream().map(Row::upMs).sorted().toList()),
                    middle(rows.stream().map(Row::applyMs).sorted().toList()),
                    middle(rows.stream().map(Row::downMs).sorted().toList()),
                    middle(rows.stream().map(Row::destroyMs).sorted().toList()));
        }

        private static long middle(List<Long> sorted) {
            return sorted.get(sorted.size() / 2);
        }
    }
}
