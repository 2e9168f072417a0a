package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import java.util.Iterator;
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
        try (cluster) {
            closeAll(clients.values().iterator());
        }
    }

    /** Each, also where another one cannot be closed. */
    private static void closeAll(Iterator<Object> clients) throws Exception {
        while (clients.hasNext()) {
            if (clients.next() instanceof AutoCloseable client) {
                try (client) {
                    closeAll(clients);
                }
            }
        }
    }

    private record ClientKey(ClientLibrary library, int node) {}
}
