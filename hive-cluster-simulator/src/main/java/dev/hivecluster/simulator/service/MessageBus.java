package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.compute.InstanceLedger;
import dev.hivecluster.simulator.hive.HiveConfig;
import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the NATS servers of a cluster carry between the services of its nodes; shared by all nodes of one simulator, of whichever cluster: who is in a cluster with whom their configuration says.
 */
public final class MessageBus {
    private final Map<InetSocketAddress, NatsPeer> servers = new ConcurrentHashMap<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final RunningServices running = new RunningServices();
    private final Map<String, InstanceLedger> ledgers = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Long> lost = new ConcurrentHashMap<>();
    private final StorageNetwork storage = new StorageNetwork();
    private final Map<String, ObjectStore> keyValues = new ConcurrentHashMap<>();

    /**
     * Connects to a NATS server.
     *
     * @param host the machine that the client runs on
     * @param address where the server listens, as {@code hive.toml} says it, such as {@code 127.0.11.1:4222}
     * @throws IOException if no NATS server is up there
     */
    public BusConnection connect(Host host, String address) throws IOException {
        InetSocketAddress socket = Sockets.of(host, address);
        if (!servers.containsKey(socket)) {
            throw new ConnectException("no NATS server listens on %s".formatted(address));
        }
        return new Connection(socket);
    }

    /** What the NATS servers of a cluster remember of its instances; another formation does not know those of the last. */
    InstanceLedger instances(String accountId) {
        return ledgers.computeIfAbsent(accountId, any -> new InstanceLedger());
    }

    /**
     * What a node's storage stores, as a client on that node reaches it.
     *
     * @return nothing if its predastore is down, or if a node of its cluster is away and nothing could be written
     */
    public Optional<ObjectStore> objects(Host host, HiveConfig config) {
        ServiceContext context = new ServiceContext(host, config);
        return storage.isWhole(context.storageGroup())
                ? storage.reach(context.socket(ServiceContext.PREDASTORE), context.storageGroup())
                : Optional.empty();
    }

    RunningServices running() {
        return running;
    }

    StorageNetwork storage() {
        return storage;
    }

    /** JetStream's key-value buckets of a cluster; like its objects they outlive the processes that serve them. */
    ObjectStore keyValues(String accountId) {
        return keyValues.computeIfAbsent(accountId, any -> new ObjectStore());
    }

    synchronized void open(NatsPeer server) {
        servers.put(server.socket(), server);
        notifyAll();
    }

    boolean isUp(InetSocketAddress server) {
        return servers.containsKey(server);
    }

    /** Waits until more than half of these servers are up, as JetStream does. */
    synchronized void awaitMajority(Set<InetSocketAddress> cluster) throws InterruptedException {
        while (cluster.stream().filter(servers::containsKey).count() <= cluster.size() / 2) {
            wait();
        }
    }

    void shut(NatsPeer server) {
        servers.remove(server.socket(), server);
    }

    /** The servers that a server has routes to. */
    List<NatsPeer> peers(NatsPeer server) {
        List<NatsPeer> peers = new ArrayList<>();
        for (NatsPeer other : servers.values()) {
            if (!other.equals(server) && server.cluster().contains(other.socket())) {
                peers.add(other);
            }
        }
        peers.sort((a, b) -> a.node().compareTo(b.node()));
        return peers;
    }

    void subscribe(Subscriber daemon) {
        subscribers.add(daemon);
    }

    void unsubscribe(Subscriber daemon) {
        if (subscribers.remove(daemon)) {
            lost.put(daemon.nats(), System.nanoTime());
        }
    }

    /** Whether a client of one of these servers, a daemon, has gone within so much time. */
    boolean hasLost(Set<InetSocketAddress> cluster, Duration within) {
        long now = System.nanoTime();
        return cluster.stream().map(lost::get).anyMatch(gone -> gone != null && now - gone < within.toNanos());
    }

    /** The daemons that a message to a server reaches. */
    List<Subscriber> reachable(InetSocketAddress server) {
        @Nullable NatsPeer here = servers.get(server);
        if (here == null) {
            return List.of();
        }
        List<Subscriber> reached = new ArrayList<>();
        for (Subscriber daemon : subscribers) {
            if (here.cluster().contains(daemon.nats()) && servers.containsKey(daemon.nats())) {
                reached.add(daemon);
            }
        }
        return reached;
    }

    private final class Connection implements BusConnection {
        private final InetSocketAddress server;

        Connection(InetSocketAddress server) {
            this.server = server;
        }

        @Override
        public List<NodeReport> nodes() {
            return reachable(server).stream().map(Subscriber::report).toList();
        }

        @Override
        public List<ShutdownAck> shutdown(ShutdownPhase phase, boolean force, int expected, Duration limit)
                throws InterruptedException {
            BlockingQueue<ShutdownAck> answers = new LinkedBlockingQueue<>();
            for (Subscriber daemon : reachable(server)) {
                daemon.shutdown(phase, force, answers::add);
            }
            List<ShutdownAck> acks = new ArrayList<>();
            long deadline = System.nanoTime() + limit.toNanos();
            while (acks.size() < expected) {
                ShutdownAck ack = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (ack == null) {
                    break;
                }
                acks.add(ack);
            }
            return acks;
        }

        @Override
        public void close() {}
    }
}
