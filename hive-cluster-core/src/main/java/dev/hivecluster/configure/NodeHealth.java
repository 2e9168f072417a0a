package dev.hivecluster.configure;

/**
 * How one node's Hive is.
 *
 * @param node the node's name
 * @param gateway whether the AWS gateway answers
 * @param storage whether the storage answers
 * @param daemon whether the daemon answers, which says nothing of what it can do
 * @param nats whether the message bus answers
 * @param ready whether the node's gateway lists instance types: then all of Hive works
 */
public record NodeHealth(
        String node,
        ServiceHealth gateway,
        ServiceHealth storage,
        ServiceHealth daemon,
        ServiceHealth nats,
        ServiceHealth ready) {}
