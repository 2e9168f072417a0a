package dev.hivecluster.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * How long one gateway of a simulated cluster takes to answer signed requests, over kept connections each of which waits
 * for its answer before it asks again. {@link #main} makes the cluster and fills it step by step; what is measured calls it
 * from a JVM of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GatewayBenchmark {
    private static final String CLUSTERS = "benchmark.clusters";

    /** The request, as a form. */
    @Param("")
    String form = "";

    private @Nullable Cluster cluster;

    @Setup
    public void open() throws Exception {
        cluster = BenchmarkCluster.open(Path.of(System.getProperty(CLUSTERS)));
    }

    @TearDown
    public void close() {
        cluster().close();
    }

    private Cluster cluster() {
        return requireNonNull(cluster, "no measurement is under way");
    }

    /** One request, and its answer. */
    @Benchmark
    public void replay(Connection connection) throws Exception {
        connection.gateway().replay(connection.request);
    }

    /** An instance is launched, and terminated as soon as it runs: before that Hive does not do it. */
    @Benchmark
    public void launchAndTerminate(Connection connection) throws Exception {
        GatewayConnection gateway = connection.gateway();
        List<String> launched = Resources.ids(gateway.call(form));
        String terminate = Form.onInstances("TerminateInstances", launched);
        String answer = gateway.call(terminate);
        while (!answer.contains("<name>shutting-down</name>")) {
            answer = gateway.call(terminate);
        }
    }

    /** A thread's own connection, with a request that is signed anew for each iteration, since a signature ages. */
    @State(Scope.Thread)
    public static class Connection {
        private @Nullable GatewayConnection gateway;
        private byte[] request = {};

        @Setup(Level.Iteration)
        public void open(GatewayBenchmark benchmark) throws Exception {
            gateway = new GatewayConnection(benchmark.cluster());
            request = gateway().sign(benchmark.form);
        }

        @TearDown(Level.Iteration)
        public void close() throws Exception {
            gateway().close();
        }

        private GatewayConnection gateway() {
            return requireNonNull(gateway, "no iteration is under way");
        }
    }

    /** @param arguments the directory that the results go to, and a pattern of the calls to measure, of all without one */
    public static void main(String[] arguments) throws Exception {
        Pattern wanted = Pattern.compile(arguments.length > 1 ? arguments[1] : ".*");
        new Measurements(Files.createDirectories(Path.of(arguments[0])), wanted).all();
    }

    /** One line of the table: latencies in milliseconds. */
    record Row(String call, int resources, int connections, long requestsPerSecond, double p50Ms, double p99Ms) {}

    /** What is measured, one after the other. */
    private static final class Measurements {
        private static final int ROOM = 1_000;

        private final Path results;
        private final Pattern wanted;
        private final List<Row> rows = new ArrayList<>();

        Measurements(Path results, Pattern wanted) {
            this.results = results;
            this.wanted = wanted;
        }

        @SuppressWarnings("SystemOut")
        void all() throws Exception {
            onCluster(BenchmarkCluster.roomFor(ROOM), this::requests);
            // What takes a real Hive seconds takes no time: what the simulator itself does is left.
            Map<String, String> settings = new HashMap<>(BenchmarkCluster.roomFor(ROOM));
            settings.put("hive.simulator.timeScale", "0.0001");
            onCluster(settings, this::launches);
            AtomicFiles.write(results.resolve("gateway.json"), Json.write(rows));
            System.out.println(
                    "call                              resources  connections  requests/s     p50 ms     p99 ms");
            for (Row row : rows) {
                System.out.printf(
                        Locale.ROOT,
                        "%-32s %10d %12d %11d %10.2f %10.2f%n",
                        row.call(),
                        row.resources(),
                        row.connections(),
                        row.requestsPerSecond(),
                        row.p50Ms(),
                        row.p99Ms());
            }
        }

        private void onCluster(Map<String, String> settings, Task task) throws Exception {
            try (BenchmarkCluster cluster = new BenchmarkCluster(results.resolve("clusters"), 1, settings)) {
                cluster.up();
                cluster.configure();
                try (Cluster handle = cluster.open();
                        Resources resources = new Resources(handle)) {
                    task.run(resources);
                }
            }
        }

        private void requests(Resources resources) throws Exception {
            replay("DescribeRegions", Form.of("DescribeRegions"), 0);
            replay("DescribeInstanceTypes", Form.of("DescribeInstanceTypes"), 0);
            replay("CreateTags", Form.createTags("vol-00000000000000001", 1), 1);
            int tags = 1;
            for (int count : new int[] {10, 100, 1_000}) {
                resources.tags(tags, count);
                tags = count;
                replay("DescribeTags", Form.of("DescribeTags"), count);
            }
            replay("CreateTags", Form.createTags("vol-00000000000000001", 1), tags);
            int instances = 0;
            for (int count : new int[] {10, 100, 500}) {
                resources.instances(count - instances);
                instances = count;
                replay("DescribeInstances", Form.of("DescribeInstances"), count);
            }
        }

        private void launches(Resources resources) throws Exception {
            measure("launchAndTerminate", "RunInstances + TerminateInstances", resources.launch(1), 0);
            resources.instances(500);
            measure("launchAndTerminate", "RunInstances + TerminateInstances", resources.launch(1), 500);
        }

        private void replay(String action, String form, int count) throws RunnerException {
            measure("replay", action, form, count);
        }

        private void measure(String benchmark, String call, String form, int count) throws RunnerException {
            if (!wanted.matcher(call).matches()) {
                return;
            }
            for (int connections : new int[] {1, 16}) {
                OptionsBuilder options = new OptionsBuilder();
                options.include(GatewayBenchmark.class.getName() + "\\." + benchmark + "$")
                        .param("form", form)
                        .jvmArgsAppend("-D" + CLUSTERS + "=" + results.resolve("clusters"))
                        .threads(connections)
                        .forks(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
                Statistics times = new Runner(options.build())
                        .runSingle()
                        .getPrimaryResult()
                        .getStatistics();
                rows.add(new Row(
                        call,
                        count,
                        connections,
                        Math.round(connections * 1_000 / times.getMean()),
                        times.getPercentile(50),
                        times.getPercentile(99)));
            }
        }
    }

    /** Measures on a cluster. */
    private interface Task {
        void run(Resources resources) throws Exception;
    }
}
