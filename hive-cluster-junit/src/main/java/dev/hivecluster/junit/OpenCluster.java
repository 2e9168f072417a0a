package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A cluster that tests use, with the clients that they share. */
final class OpenCluster implements AutoCloseable {
    private final Cluster cluster;
    private final Map<ClientKey, Object> clients = new ConcurrentHashMap<>();

    OpenCluster(Cluster cluster) {
        this.cluster = cluster;
    }

    Cluster cluster() {
        return cluster;
    }

    /** The client of a node's services: one for all tests, or a new one, as the library wants it. */
    Object client(ClientLibrary library, Node node) {
        return library.isShared()
                ? clients.computeIfAbsent(new ClientKey(library, node.index()), key -> library.create(cluster, node))
                : library.create(cluster, node);
    }

    @Override
    public void close() throws Exception {
        for (Object client : clients.values()) {
            if (client instanceof AutoCloseable closable) {
                closable.close();
            }
        }
        cluster.close();
    }

    private record ClientKey(ClientLibrary library, int node) {}
}
