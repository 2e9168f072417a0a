package dev.hivecluster.simulator.golden;

import static dev.hivecluster.simulator.golden.Interlude.before;
import static dev.hivecluster.simulator.golden.Interlude.during;

import java.util.List;

/** What was done between the recorded requests. */
final class Interludes {
    /** To the single node: recording 040 of the command line. */
    static final List<Interlude> ONE_NODE = List.of(
            before(
                    "082-DescribeImages",
                    "an image is imported",
                    cluster -> cluster.importImage("ami-1f447832ed02f7925")),
            during("250-StartInstances-stopped", "the instance starts", ReplayedCluster::completeCall));

    /** To the three nodes. */
    static final List<Interlude> THREE_NODES = List.of(
            before(
                    "001-CreateKeyPair",
                    "an image is imported",
                    cluster -> cluster.importImage("ami-992ab57e8ed1af4ad")),
            before("041-DescribeInstances-n3dead-1", "node3 is killed", cluster -> cluster.kill(3)),
            before("101-DescribeInstances-n3back", "node3 is started again", cluster -> cluster.restart(3)));

    private Interludes() {}
}
