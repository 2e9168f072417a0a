package dev.hivecluster.e2e.mutation;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Another directory of the same cluster, by which tests find it at the end of a wire. */
final class Detour {
    /** What tests look at. */
    private static final Set<String> COPIED = Set.of("cluster.json", "hive", "logs", "ssh");

    private Detour() {}

    /** @return the directory, whose nodes answer through the wire */
    static ClusterDirectory make(Cluster cluster, Wire wire, Path parent) throws Exception {
        ClusterDirectory detour = new ClusterDirectory(parent, cluster.name());
        copy(cluster.directory().path(), detour.path());
        List<Node> nodes = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            nodes.add(wire.through(cluster, node));
        }
        Inventory inventory = cluster.inventory();
        detour.write(new Inventory(
                inventory.clusterName(),
                nodes,
                inventory.sshUser(),
                cluster.directory().path().resolve(inventory.sshKeyPath()).toString(),
                inventory.unknown()));
        Endpoints endpoints = cluster.endpoints();
        AtomicFiles.write(
                detour.endpointsFile(),
                Json.write(new Endpoints(
                        endpoints.region(),
                        endpoints.availabilityZone(),
                        endpoints.hiveVersion(),
                        nodes.stream().map(Node::endpoints).toList())));
        return detour;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (COPIED.contains(relative.getName(0).toString())) {
                    Path copy = to.resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
