package dev.hivecluster.junit;

import dev.hivecluster.configure.NodeEvidence;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.SshShells;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Saves what a cluster can tell when a test fails, in {@code evidence/tests/<class>/<method>} of its directory. What goes
 * wrong with that is written there, too; it never takes the place of the test's own failure.
 */
final class Evidence {
    /** How often in a run; what fails after that is only listed. */
    static final int MOST = 20;

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Clock clock;

    /** Guarded by this, as are the numbers. */
    private final Set<String> seen = new HashSet<>();

    private final Map<Path, Integer> numbers = new HashMap<>();
    private int collected;

    Evidence(Clock clock) {
        this.clock = clock;
    }

    /**
     * Saves it, unless it was saved for this test already.
     *
     * @param id of the test, unique in the run
     * @param className of the test, as Java names it
     * @param method of the test, or the kind of method that failed before or after all tests
     * @return where it lies; nothing if there is none
     */
    Optional<Path> collect(String id, String className, String method, Throwable failure, Cluster cluster) {
        boolean interrupted = Thread.interrupted();
        try {
            Path tests = cluster.directory().evidence().resolve("tests");
            Optional<Path> target = place(id, tests, fileName(className), fileName(method));
            if (target.isPresent()) {
                save(target.get(), failure, cluster);
            }
            return target;
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
            return Optional.empty();
        } catch (InterruptedException e) {
            interrupted = true;
            failure.addSuppressed(e);
            return Optional.empty();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized Optional<Path> place(String id, Path tests, String className, String method)
            throws IOException {
        if (!seen.add(id)) {
            return Optional.empty();
        }
        if (collected == MOST) {
            Files.createDirectories(tests);
            Files.writeString(
                    tests.resolve("not-collected.txt"),
                    className + "/" + method + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return Optional.empty();
        }
        collected++;
        Path first = tests.resolve(className).resolve(method);
        int number = numbers.merge(first, 1, Integer::sum);
        return Optional.of(number == 1 ? first : first.resolveSibling(method + "-" + number));
    }

    private void save(Path target, Throwable failure, Cluster cluster) throws IOException, InterruptedException {
        try (EventStream stream = new EventStream(clock, List.of())) {
            stream.<Path, IOException>run("collect evidence", activity -> {
                activity.hide(cluster.credentials().secretAccessKey());
                AtomicFiles.write(target.resolve("failure.txt"), activity.redact(text(failure)));
                List<String> missing = saveNodes(target, cluster, activity);
                if (!missing.isEmpty()) {
                    AtomicFiles.write(
                            target.resolve("not-collected.txt"), activity.redact(String.join("\n", missing) + "\n"));
                }
                return target;
            });
        }
    }

    /** With sessions of its own, since those of the tests may be what is broken; a node is tried once. */
    private static List<String> saveNodes(Path target, Cluster cluster, Activity activity) throws InterruptedException {
        List<Node> nodes = cluster.nodes();
        List<String> missing = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size(), task -> {
            Thread thread = new Thread(task, "hive-cluster-evidence");
            thread.setDaemon(true);
            return thread;
        });
        try (SshShells shells = new SshShells(cluster.directory(), cluster.inventory(), Duration.ZERO)) {
            List<Callable<Node>> work = nodes.stream()
                    .map(node -> saveNode(node, target.resolve(node.name()), cluster, shells, activity))
                    .toList();
            List<Future<Node>> saved = threads.invokeAll(work, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < nodes.size(); i++) {
                problem(saved.get(i)).map((nodes.get(i) + ": ")::concat).ifPresent(missing::add);
            }
        } finally {
            threads.shutdownNow();
        }
        return missing;
    }

    private static Callable<Node> saveNode(
            Node node, Path target, Cluster cluster, SshShells shells, Activity activity) {
        return () -> {
            new NodeEvidence(node, cluster.directory(), target, activity).collect(() -> shells.open(node, activity));
            return node;
        };
    }

    private static Optional<String> problem(Future<?> saved) throws InterruptedException {
        try {
            saved.get();
            return Optional.empty();
        } catch (CancellationException e) {
            return Optional.of("not done within " + LIMIT.toSeconds() + "s");
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        }
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** A name that every file system takes. */
    private static String fileName(String name) {
        return name.chars()
                .mapToObj(c -> Character.toString(
                        c < 128 && (Character.isLetterOrDigit(c) || "._$-".indexOf(c) >= 0) ? c : '_'))
                .collect(Collectors.joining());
    }
}
