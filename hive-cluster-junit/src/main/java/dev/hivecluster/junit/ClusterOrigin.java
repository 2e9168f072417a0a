package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Verdict;

/** Where a cluster that tests use comes from, and what becomes of it. */
interface ClusterOrigin {
    /** Opens it; called once. */
    Cluster open() throws LifecycleException, InterruptedException;

    /** The tests are over; called once, also if it could not be opened. */
    void release(Verdict verdict) throws LifecycleException;
}
