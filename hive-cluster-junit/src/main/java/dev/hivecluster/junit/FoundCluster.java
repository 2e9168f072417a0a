package dev.hivecluster.junit;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;

/** A cluster that stands, found by whoever looked for one. */
record FoundCluster(ClusterDirectory directory, ClusterRecord record) {}
