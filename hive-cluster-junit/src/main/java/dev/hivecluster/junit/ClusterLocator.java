package dev.hivecluster.junit;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterPointer;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cluster that a build made for a test class. A pointer to a cluster that does not stand any more is a leftover of
 * an earlier build and counts for nothing, unless the process that wrote it started these tests: then the cluster is
 * missing, and that is an error. What this build made goes before what others keep.
 */
final class ClusterLocator {
    private final Map<String, String> properties;
    private final Predicate<Owner> startedUs;
    private final Clock clock;

    /**
     * @param properties the system properties
     * @param startedUs whether a process is the one that started these tests
     */
    ClusterLocator(Map<String, String> properties, Predicate<Owner> startedUs, Clock clock) {
        this.properties = properties;
        this.startedUs = startedUs;
        this.clock = clock;
    }

    /**
     * The cluster of a class; nothing if it has to make one.
     *
     * @throws HiveClusterException if there is one that cannot be used, or if it cannot be told which one is meant
     */
    Optional<FoundCluster> find(ClusterDemand demand) {
        try {
            String given = properties.get(PropertyNames.CLUSTER_DIRECTORY);
            if (given != null) {
                return Optional.of(named(Path.of(given).toAbsolutePath().normalize(), demand));
            }
            for (Path directory : BuildDirectories.of(demand.testClass(), properties)) {
                Optional<FoundCluster> found = pointedTo(directory, demand);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(demand, "it cannot be found out which: " + e.getMessage(), e);
        }
    }

    private FoundCluster named(Path given, ClusterDemand demand) throws IOException {
        String source = "-D%s=%s".formatted(PropertyNames.CLUSTER_DIRECTORY, given);
        ClusterDirectory directory;
        try {
            directory = new ClusterDirectory(
                    given.resolveSibling(""), new ClusterName(String.valueOf(given.getFileName())));
        } catch (InvalidSettingException e) {
            throw unusable(demand, source + " is not the directory of a cluster, such as clusters/hive-e2e", e);
        }
        ClusterRecord record = directory
                .record()
                .filter(this::stands)
                .orElseThrow(() -> unusable(
                        demand,
                        "%s names one that does not stand; make it with %s, or leave the property out"
                                .formatted(source, GoalCommand.of(directory, "up", "configure")),
                        null));
        demand.name().filter(name -> !name.equals(directory.name())).ifPresent(name -> {
            throw unusable(
                    demand,
                    "it is to be named %s, but %s is given; leave the property out".formatted(name, source),
                    null);
        });
        return ready(new FoundCluster(directory, record), demand);
    }

    private Optional<FoundCluster> pointedTo(Path buildDirectory, ClusterDemand demand) throws IOException {
        List<FoundCluster> standing = new ArrayList<>();
        List<FoundCluster> made = new ArrayList<>();
        boolean ours = false;
        for (ClusterPointer pointer : ClusterPointer.find(buildDirectory)) {
            if (demand.name().filter(name -> !name.equals(pointer.cluster())).isPresent()) {
                ours |= startedUs.test(pointer.owner());
                continue;
            }
            Optional<FoundCluster> found = follow(pointer);
            found.ifPresent(standing::add);
            if (startedUs.test(pointer.owner())) {
                made.add(found.orElseThrow(() -> missing(pointer, demand)));
            }
        }
        if (standing.isEmpty() && ours) {
            throw unusable(
                    demand,
                    "it is to be named %s, but this build has only %s; give an execution of hive-cluster:up that name"
                            .formatted(demand.name().orElseThrow(), names(ClusterPointer.find(buildDirectory))),
                    null);
        }
        return select(made.isEmpty() ? standing : made, demand).map(found -> ready(found, demand));
    }

    private Optional<FoundCluster> follow(ClusterPointer pointer) throws IOException {
        ClusterDirectory directory = pointer.clusterDirectory();
        return directory
                .record()
                .filter(this::stands)
                .filter(record -> pointer.recordId().filter(record.id()::equals).isPresent())
                .map(record -> new FoundCluster(directory, record));
    }

    private boolean stands(ClusterRecord record) {
        return record.mayHaveMachines() && !record.isAbandoned(clock.instant());
    }

    private Optional<FoundCluster> select(List<FoundCluster> standing, ClusterDemand demand) {
        if (standing.size() <= 1) {
            return standing.stream().findFirst();
        }
        String wanted = properties.get(PropertyNames.CLUSTER);
        return Optional.of(standing.stream()
                .filter(found -> found.directory().name().value().equals(wanted))
                .findFirst()
                .orElseThrow(() -> unusable(
                        demand,
                        "it is ambiguous which: there are %s; say @HiveCluster(name = \"%s\")"
                                .formatted(
                                        standing.stream()
                                                .map(found ->
                                                        found.directory().name().value())
                                                .collect(Collectors.joining(", ")),
                                        standing.get(0).directory().name()),
                        null)));
    }

    private static FoundCluster ready(FoundCluster found, ClusterDemand demand) {
        ClusterRecord record = found.record();
        if (record.phase() != Phase.CONFIGURED) {
            throw unusable(
                    demand,
                    "cluster %s is %s, not CONFIGURED%s; call %s"
                            .formatted(
                                    record.name(),
                                    record.phase(),
                                    record.attempt()
                                            .flatMap(ClusterRecord.Attempt::error)
                                            .map(error -> " (" + error + ")")
                                            .orElse(""),
                                    GoalCommand.of(
                                            found.directory(),
                                            record.phase() == Phase.PROVISIONED ? "configure" : "up")),
                    null);
        }
        return found;
    }

    private static HiveClusterException missing(ClusterPointer pointer, ClusterDemand demand) {
        return unusable(
                demand,
                pointer.recordId().isEmpty()
                        ? "this build promised cluster %s and has not made it; see what hive-cluster:up said"
                                .formatted(pointer.cluster())
                        : "cluster %s, which this build made, does not stand any more; hive-cluster:down has to come after the tests"
                                .formatted(pointer.cluster()),
                null);
    }

    private static String names(List<ClusterPointer> pointers) {
        return pointers.stream().map(pointer -> pointer.cluster().value()).collect(Collectors.joining(", "));
    }

    private static HiveClusterException unusable(ClusterDemand demand, String problem, @Nullable Throwable cause) {
        return new HiveClusterException(
                "%s needs a cluster, but %s".formatted(demand.testClass().getName(), problem), cause);
    }
}
