package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.PropertyNames;
import dev.hivecluster.remote.PosixQuoting;

/** What a person can do with a cluster that was kept: enter it, look at it, destroy it. */
final class KeptCluster {
    private KeptCluster() {}

    static String describe(ClusterRecord record, ClusterDirectory directory) {
        ClusterName name = record.name();
        String options = "-D%s=%s -D%s=%s"
                .formatted(
                        PropertyNames.CLUSTER,
                        name,
                        PropertyNames.CLUSTERS_DIRECTORY,
                        PosixQuoting.quote(directory.path().resolveSibling("").toString()));
        return """
                cluster %s is kept%s
                  enter:   ssh -F %s %s
                  use:     . %s
                  look:    mvn hive-cluster:status %s
                  destroy: mvn hive-cluster:down %s""".formatted(
                        name,
                        record.expiresAt().map(expiry -> " until " + expiry).orElse(" until it is destroyed"),
                        PosixQuoting.quote(directory.sshConfig().toString()),
                        name.node(1),
                        PosixQuoting.quote(directory.environmentFile().toString()),
                        options,
                        options);
    }
}
