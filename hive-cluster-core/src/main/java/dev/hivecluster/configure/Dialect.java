package dev.hivecluster.configure;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import java.time.Duration;
import java.util.List;

/** How one generation of Hive is spoken to: its paths, commands, flags and answers. */
interface Dialect {
    /** Its name, such as {@code hive-0.2}. */
    String name();

    /** What Hive calls a node. */
    String nodeName(Node node);

    /** The directory of Hive's configuration on a node, absolute. */
    String configDirectory(Installation hive);

    /**
     * What Hive writes on a node and what forming it anew must remove: configuration, objects, state, logs; absolute. Hive's
     * programs may lie beside these.
     */
    List<String> ownPaths(Installation hive);

    /**
     * Makes a cluster, on its first node. With more than one node it serves the formation until all have joined and then
     * lingers.
     *
     * @param nodes how many nodes the cluster will have
     * @param limit how long it waits for them
     */
    Command init(Installation hive, Node first, int nodes, ClusterSpec spec, Duration limit);

    /** Joins a cluster; ends when all nodes have joined. A join that is killed has registered its node for good. */
    Command join(Installation hive, Node node, Node first, ClusterSpec spec);

    /** Asks, on any node, whether the formation can be joined; its exit status is 0 then. */
    Command formationAnswers(Node first);

    /** Succeeds as soon as everything exists that {@link #init} or {@link #join} leaves behind. */
    Command completed(Installation hive);

    /** Prints the files of {@link HiveConfiguration}, as far as they exist. */
    Command configuration(Installation hive);

    /** Prints the AWS credentials file with the profile {@code hive}. */
    Command credentials(Installation hive);

    /** Prints the pids of a node's services that its pid files name, as far as they exist. */
    Command pids(Installation hive);

    /** Whether a process is an {@link #init} or a {@link #join} of this installation. */
    boolean isFormation(Installation hive, String arguments);

    /** The services of every node, in the order in which they are started. */
    List<String> serviceNames();

    /** A node's service of this name. */
    HiveService service(String name, Installation hive, Node node, HiveConfiguration configuration);

    /** Asks one node for the state of all. */
    Command listNodes(Installation hive);

    /** Asks one node for the instances of all. */
    Command listInstances(Installation hive);

    /** The directory that holds the logs of a node's services, absolute. */
    String logs(Installation hive);

    /**
     * Which nodes are not ready.
     *
     * @param listed what {@link #listNodes} wrote
     * @return for each node of the cluster that is not ready, what is said of it; empty if all are ready
     */
    List<String> notReady(String listed, List<Node> nodes);
}
