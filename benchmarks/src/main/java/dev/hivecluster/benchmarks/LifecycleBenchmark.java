package dev.hivecluster.benchmarks;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the phases of a simulated cluster take in a warm JVM, and how much memory its process holds. The first run warms
 * up and is not counted.
 */
public final class LifecycleBenchmark {
    private static final List<Integer> SIZES = List.of(1, 3, 5, 10);
    private static final int RUNS = 5;

    private LifecycleBenchmark() {}

    /** @param arguments the directory that the results go to */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Path results = Files.createDirectories(Path.of(arguments[0]));
        run(results, 1);
        List<Row> rows = new ArrayList<>();
        for (int nodes : SIZES) {
            List<Row> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                runs.add(run(results, nodes));
            }
            rows.add(Row.median(runs));
        }
        AtomicFiles.write(results.resolve("lifecycle.json"), Json.write(rows));
        System.out.println(
                "nodes   up ms  configure ms  first test ms  down ms  memory MiB   (median of " + RUNS + ")");
        for (Row row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%5d %7d %13d %14d %8d %11d%n",
                    row.nodes(),
                    row.upMs(),
                    row.configureMs(),
                    row.firstTestMs(),
                    row.downMs(),
                    row.memoryMib());
        }
    }

    private static Row run(Path results, int nodes) throws Exception {
        long up;
        long configured;
        long tested;
        long memory;
        long closing;
        long began = System.nanoTime();
        try (BenchmarkCluster cluster = new BenchmarkCluster(results.resolve("clusters"), nodes, Map.of())) {
            cluster.up();
            up = System.nanoTime();
            cluster.configure();
            configured = System.nanoTime();
            try (Cluster handle = cluster.open();
                    GatewayConnection gateway = new GatewayConnection(handle)) {
                gateway.call(Form.of("DescribeRegions"));
                tested = System.nanoTime();
                memory = Simulators.residentMib(handle);
            }
            closing = System.nanoTime();
        }
        return new Row(
                nodes,
                millis(began, up),
                millis(up, configured),
                millis(configured, tested),
                millis(closing, System.nanoTime()),
                memory);
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    /**
     * One line of the table: times in milliseconds, memory in MiB.
     *
     * @param firstTestMs from the end of configure until a first signed call, on a new connection, was answered
     */
    record Row(int nodes, long upMs, long configureMs, long firstTestMs, long downMs, long memoryMib) {
        static Row median(List<Row> rows) {
            return new Row(
                    rows.get(0).nodes,
                    middle(rows.stream().map(Row::upMs).sorted().toList()),
                    middle(rows.stream().map(Row::configureMs).sorted().toList()),
                    middle(rows.stream().map(Row::firstTestMs).sorted().toList()),
                    middle(rows.stream().map(Row::downMs).sorted().toList()),
                    middle(rows.stream().map(Row::memoryMib).sorted().toList()));
        }

        private static long middle(List<Long> sorted) {
            return sorted.get(sorted.size() / 2);
        }
    }
}
