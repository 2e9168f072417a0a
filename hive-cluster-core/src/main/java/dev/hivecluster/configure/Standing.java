package dev.hivecluster.configure;

import dev.hivecluster.model.PropertyNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells from what was found on the nodes whether they are a cluster already. */
final class Standing {
    private Standing() {}

    /**
     * The nodes as members of the cluster that they are.
     *
     * @return nothing if no node belongs to a cluster
     * @throws ConfigureException if some do and others don't, or to another cluster: Hive can neither add a node to a
     *     formed cluster nor form one half anew
     */
    static Optional<List<FormedNode>> of(List<SurveyedNode> nodes) throws ConfigureException {
        List<FormedNode> members = nodes.stream()
                .flatMap(node -> node.state().configuration().stream().map(found -> new FormedNode(node, found)))
                .toList();
        if (members.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> expected = Formation.hosts(nodes);
        HiveConfiguration first = members.get(0).configuration();
        if (members.size() == nodes.size()
                && first.hosts().equals(expected)
                && members.stream().allMatch(member -> member.configuration().sameCluster(first))) {
            return Optional.of(members);
        }
        throw new ConfigureException(
                "the nodes are not one formed cluster of %s: %s. Hive cannot add a node to a formed cluster. To form it anew, which destroys Hive's configuration and data on every node, give -D%s=true"
                        .formatted(
                                expected,
                                nodes.stream()
                                        .map(node -> describe(node, first))
                                        .collect(Collectors.joining("; ")),
                                PropertyNames.REFORM));
    }

    private static String describe(SurveyedNode node, HiveConfiguration first) {
        return node.node()
                + node.state()
                        .configuration()
                        .map(found -> " belongs to %s cluster of %s"
                                .formatted(found.sameCluster(first) ? "a" : "another", new TreeMap<>(found.hosts())))
                        .orElse(" belongs to no cluster");
    }
}
