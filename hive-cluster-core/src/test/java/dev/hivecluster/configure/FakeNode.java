package dev.hivecluster.configure;

import dev.hivecluster.configure.ClusterHttp.Answer;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.HostKeyException;
import dev.hivecluster.remote.HostUnreachableException;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.ShellException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A machine of {@link FakeCluster}: its files, its processes, what it was told to do, and what is wrong with it. */
final class FakeNode {
    static final String HOME = "/home/tf-user";
    static final String CONFIG = HOME + "/hive/config";
    static final String BINARY = "/usr/local/bin/hive";

    /** What can be wrong with a join or an init. */
    enum Fault {
        NONE,
        /** Init: says that the node is initialised already, and forms nothing. */
        FORMS_NOTHING,
        /** Init: the port is taken. Join: another node has registered under the name. */
        REFUSED,
        /** Join: never gets an answer, until its limit ends it. */
        HANGS,
        /** The machine goes away while it joins. */
        DIES
    }

    private final FakeCluster cluster;
    private final Node node;
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final Map<Long, String> processes = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicLong lastPid = new AtomicLong(1000);
    private final AtomicInteger openSessions = new AtomicInteger();
    private final AtomicInteger looksBeforeReady = new AtomicInteger();
    private final AtomicInteger refusedLogins = new AtomicInteger();
    private final Set<String> dyingServices = ConcurrentHashMap.newKeySet();
    private final Set<String> stubborn = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;
    private volatile boolean dead;
    private volatile boolean gatewayEmpty;
    private volatile boolean wrongHostKey;
    private volatile String help = """
            Manages a Hive platform

            Available Commands:
              admin       Administrative commands
              get         Display cluster resources
              service     Manage services
              top         Display usage

            Flags:
              -h, --help  help
            """;

    FakeNode(FakeCluster cluster, Node node) {
        this.cluster = cluster;
        this.node = node;
        files.put("/tmp/vendor-cloud-init-done", "");
        files.put(BINARY, "");
    }

    FakeNode with(Fault wrong) {
        fault = wrong;
        return this;
    }

    FakeNode withoutBootMarker() {
        files.remove("/tmp/vendor-cloud-init-done");
        return this;
    }

    FakeNode withoutHive() {
        files.remove(BINARY);
        return this;
    }

    FakeNode withHelp(String text) {
        help = text;
        return this;
    }

    FakeNode refusingLogins(int times) {
        refusedLogins.set(times);
        return this;
    }

    FakeNode withWrongHostKey() {
        wrongHostKey = true;
        return this;
    }

    FakeNode whereDies(String service) {
        dyingServices.add(service);
        return this;
    }

    FakeNode whereHeedsNoSignal(String service) {
        stubborn.add(service);
        return this;
    }

    FakeNode whoseGatewayListsNothing() {
        gatewayEmpty = true;
        return this;
    }

    FakeNode calledNotReady(int times) {
        looksBeforeReady.set(times);
        return this;
    }

    void die() {
        synchronized (cluster) {
            dead = true;
            cluster.notifyAll();
        }
    }

    Node node() {
        return node;
    }

    Fault fault() {
        return fault;
    }

    boolean isDead() {
        return dead;
    }

    String help() {
        return help;
    }

    /** Every command that was run on it, as lines for a shell. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    void forgetCommands() {
        commands.clear();
    }

    void record(String line) {
        commands.add(line);
    }

    int openSessions() {
        return openSessions.get();
    }

    void sessionClosed() {
        openSessions.decrementAndGet();
    }

    Map<String, String> files() {
        return files;
    }

    Map<Long, String> processes() {
        return processes;
    }

    boolean isStubborn(long pid) {
        String arguments = processes.getOrDefault(pid, "");
        return stubborn.stream().anyMatch(service -> arguments.contains(" " + service + " "));
    }

    Shell open() throws ShellException {
        requireReachable();
        if (wrongHostKey) {
            throw new HostKeyException("the key of %s is another one".formatted(node.name()));
        }
        if (refusedLogins.getAndDecrement() > 0) {
            throw new HostUnreachableException("connection to " + node.management() + " refused");
        }
        openSessions.incrementAndGet();
        return new FakeShell(cluster, this);
    }

    void requireReachable() throws ShellException {
        if (dead) {
            throw new ShellException("%s (%s) does not answer any more".formatted(node.name(), node.management()));
        }
    }

    /** Makes it a member of a cluster, as init and join do. */
    void writeConfiguration(FakeFormation formation, List<FakeNode> members) {
        StringBuilder toml =
                new StringBuilder("version = \"1.0\"\nepoch = 1\nnode = \"node%d\"\n".formatted(node.index()));
        for (FakeNode member : members) {
            String name = "node" + member.node.index();
            toml.append("\n[nodes.%s]\nnode = \"%s\"\nhost = \"%s\"\nregion = \"ap-southeast-2\"\n"
                    .formatted(name, name, member.node.data()));
            if (member == this) {
                toml.append("accesskey = \"%s\"\nsecretkey = \"%s\"\n"
                        .formatted(FakeCluster.ACCESS_KEY, FakeCluster.SECRET_KEY));
                toml.append("\n[nodes.%s.awsgw]\nhost = \"%s:9999\"\n".formatted(name, node.data()));
                toml.append("\n[nodes.%s.predastore]\nhost = \"%s:8443\"\nnode_id = %d\n"
                        .formatted(name, node.data(), node.index()));
            }
        }
        files.put(CONFIG + "/hive.toml", toml.toString());
        files.put(CONFIG + "/ca.pem", formation.certificate());
        for (String file : List.of("nats/nats.conf", "predastore/predastore.toml", "awsgw/awsgw.toml")) {
            files.put(CONFIG + "/" + file, "");
        }
        files.put(
                HOME + "/.aws/credentials",
                "[hive]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                        .formatted(FakeCluster.ACCESS_KEY, FakeCluster.SECRET_KEY));
        for (String directory :
                List.of("images", "amis", "volumes", "state", "logs", "nats", "predastore", "viperblock", "hive")) {
            files.put(HOME + "/hive/" + directory, "");
        }
    }

    String certificate() {
        return files.getOrDefault(CONFIG + "/ca.pem", "");
    }

    long startService(String name) {
        long pid = lastPid.incrementAndGet();
        String logs = HOME + "/hive/logs/";
        files.put(logs + name + ".pid", pid + "\n");
        if (dyingServices.contains(name)) {
            files.put(logs + name + ".log", "starting\npanic: token=%s cannot be used\n".formatted("nats_0123456789"));
        } else {
            processes.put(pid, BINARY + " service " + name + " start");
        }
        return pid;
    }

    long startProcess(String arguments) {
        long pid = lastPid.incrementAndGet();
        processes.put(pid, arguments);
        return pid;
    }

    Set<String> services() {
        Set<String> names = new HashSet<>();
        processes.values().forEach(arguments -> HiveService.serviceOf(arguments).ifPresent(names::add));
        return names;
    }

    boolean listsAsReady() {
        return !dead && services().contains("hive") && looksBeforeReady.getAndDecrement() <= 0;
    }

    Answer get(URI uri, FakeCluster all) throws IOException {
        String service = switch (uri.getPort()) {
            case 8222 -> "nats";
            case 8443 -> "predastore";
            case 4432 -> "hive";
            default -> "awsgw";
        };
        if (!services().contains(service)) {
            throw new ConnectException("Connection refused");
        }
        if (uri.getPath().equals("/routez")) {
            TreeMap<String, String> names = new TreeMap<>();
            all.all().stream()
                    .filter(other -> other != this && other.services().contains("nats"))
                    .forEach(other -> names.put("hive-nats-node" + other.node.index(), ""));
            StringBuilder routes = new StringBuilder("{\"routes\": [");
            // Several routes to each, as a real one has.
            names.keySet()
                    .forEach(name -> routes.append(
                            "{\"remote_name\": \"%s\"}, {\"remote_name\": \"%s\"},".formatted(name, name)));
            return new Answer(200, routes.append("]}").toString());
        }
        return new Answer(service.equals("nats") || service.equals("hive") ? 200 : 403, "");
    }

    Answer post(URI uri, Map<String, String> headers) throws IOException {
        if (uri.getPort() != 9999 || !services().contains("awsgw")) {
            throw new ConnectException("Connection refused");
        }
        if (!headers.getOrDefault("Authorization", "").contains("Credential=" + FakeCluster.ACCESS_KEY + "/")) {
            return new Answer(
                    403, "<Response><Errors><Error><Code>InvalidClientTokenId</Code></Error></Errors></Response>");
        }
        String types =
                gatewayEmpty || !services().contains("hive") ? "" : "<item><instanceType>t3.nano</instanceType></item>";
        return new Answer(
                200,
                "<DescribeInstanceTypesResponse><instanceTypeSet>%s</instanceTypeSet></DescribeInstanceTypesResponse>"
                        .formatted(types));
    }
}
