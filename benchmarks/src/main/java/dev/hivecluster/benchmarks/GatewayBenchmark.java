package dev.hivecluster.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.hivecluster.lifecycle.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How many signed requests a second one gateway of a simulated cluster answers, over kept connections. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GatewayBenchmark {
    @Param({"DescribeRegions", "DescribeKeyPairs"})
    String action = "";

    private final BenchmarkCluster cluster;
    private final Cluster handle;

    public GatewayBenchmark() {
        try {
            cluster = new BenchmarkCluster(Files.createTempDirectory("hive-benchmark"), 1);
            cluster.up();
            cluster.configure();
            handle = cluster.open();
        } catch (Exception e) {
            throw new IllegalStateException("the cluster for the benchmark could not be made", e);
        }
    }

    /** The cluster is gone before the next parameter makes its own. */
    @TearDown(Level.Trial)
    public void destroy() throws Exception {
        handle.close();
        cluster.close();
    }

    /** One connection. */
    @Benchmark
    public void call(Connection connection) throws Exception {
        connection.call().send();
    }

    /** A thread's own connection, signed anew for each iteration, since a signature ages. */
    @State(Scope.Thread)
    public static class Connection {
        private @Nullable PresignedCall call;

        @Setup(Level.Iteration)
        public void open(GatewayBenchmark benchmark) throws Exception {
            call = PresignedCall.of(benchmark.handle, benchmark.action);
        }

        @TearDown(Level.Iteration)
        public void close() throws Exception {
            call().close();
        }

        PresignedCall call() {
            return requireNonNull(call, "no iteration is under way");
        }
    }

    /** @param arguments the directory that the results go to */
    public static void main(String[] arguments) throws Exception {
        Path results = Files.createDirectories(Path.of(arguments[0]));
        for (int connections : new int[] {1, 16}) {
            ChainedOptionsBuilder options = new OptionsBuilder()
                    .include(GatewayBenchmark.class.getSimpleName())
                    .threads(connections)
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(2))
                    .resultFormat(ResultFormatType.JSON)
                    .result(results.resolve("gateway-%d.json".formatted(connections))
                            .toString());
            new Runner(options.build()).run();
        }
    }
}
