package dev.hivecluster.simulator.compute;

import java.util.Comparator;
import java.util.List;

/**
 * Chooses the nodes of instances. A real Hive asks any node that has room; here it is the one with the most, so that
 * instances spread as far as they can, each time the same way.
 */
final class Placement {
    private Placement() {}

    /**
     * Launches instances together on one node.
     *
     * @param hosts the nodes that can be reached
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidInstanceType} if no node has room for
     *     one, {@code InsufficientInstanceCapacity} if none has room for {@code least}
     */
    static List<InstanceRecord> launch(List<ComputeHost> hosts, LaunchOrder order, int least, int most) {
        while (true) {
            Choice best = hosts.stream()
                    .map(host -> Choice.of(host, order.type(), most))
                    .max(Choice.ORDER)
                    .filter(choice -> choice.fitting > 0)
                    .orElseThrow(() -> HiveErrors.error("InvalidInstanceType"));
            if (best.fitting < least) {
                throw HiveErrors.error("InsufficientInstanceCapacity");
            }
            List<InstanceRecord> launched = best.host.launch(order, least, most);
            if (!launched.isEmpty()) {
                return launched;
            }
            // Somebody else was faster, or the node's daemon has just ended.
            if (best.host.isClosed()) {
                throw HiveErrors.error("InternalError");
            }
        }
    }

    /**
     * The node that is asked to start a stopped instance. In a real Hive it is any, and one that is full fails (hive
     * contract, section 9). Here each gets its turn, the fullest first: what trusts to luck there fails here at once, and
     * what tries again succeeds.
     *
     * @param attempt counted from 0
     */
    static ComputeHost starter(List<ComputeHost> hosts, int attempt) {
        List<ComputeHost> fullestFirst = hosts.stream()
                .sorted(Comparator.comparingInt(
                                (ComputeHost host) -> host.capacity().freeCpus())
                        .thenComparing(ComputeHost::node))
                .toList();
        return fullestFirst.get(attempt % fullestFirst.size());
    }

    private record Choice(ComputeHost host, int fitting, int freeCpus) {
        static final Comparator<Choice> ORDER = Comparator.comparingInt(Choice::fitting)
                .thenComparingInt(Choice::freeCpus)
                .thenComparing(choice -> choice.host.node(), Comparator.reverseOrder());

        static Choice of(ComputeHost host, InstanceType type, int most) {
            NodeCapacity capacity = host.capacity();
            return new Choice(host, Math.min(most, type.fitting(capacity)), capacity.freeCpus());
        }
    }
}
