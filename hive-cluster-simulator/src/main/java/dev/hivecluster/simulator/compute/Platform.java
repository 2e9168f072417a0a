package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.ObjectStore;
import java.time.Clock;
import java.util.List;

/** What Hive's EC2 actions see of the cluster, from the gateway that was called. */
public interface Platform {
    /** The cluster's region. */
    String region();

    /** The availability zone of the gateway's node. */
    String availabilityZone();

    /** The time. */
    Clock clock();

    /** What the daemons say that have subscribed; waits a while for those that do not answer (contract, section 9). */
    List<NodeCapacity> capacities();

    /** The nodes whose daemons can be reached. */
    List<ComputeHost> hosts();

    /** The same, after the time that Hive takes to ask all nodes. */
    List<ComputeHost> gather();

    /**
     * What the cluster stores, by way of a daemon.
     *
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception if no daemon answers, or none reaches its storage
     */
    ObjectStore objects();

    /**
     * The same for what needs the storage of every node: while one is away, Hive's answer is an error, and late (contract,
     * section 9, "A node killed").
     *
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception if no daemon answers, or a node's storage is away
     */
    ObjectStore wholeStorage();

    /**
     * What the daemons keep beside the storage, in JetStream's key-value buckets: it outlives them, and is no object that
     * S3 would show.
     *
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception if no daemon answers
     */
    ObjectStore keyValues();

    /** The access key of the cluster: the owner of snapshots. */
    String accessKeyId();
}
