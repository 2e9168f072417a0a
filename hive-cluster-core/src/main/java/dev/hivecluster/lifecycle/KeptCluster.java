package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.PosixQuoting;

/** What a person can do with a cluster that was kept: enter it, look at it, destroy it. */
final class KeptCluster {
    private KeptCluster() {}

    static String describe(ClusterRecord record, ClusterDirectory directory) {
        ClusterName name = record.name();
        return """
                cluster %s is kept%s
                  enter:   ssh -F %s %s
                  use:     . %s
                  look:    %s
                  destroy: %s""".formatted(
                        name,
                        record.expiresAt().map(expiry -> " until " + expiry).orElse(" until it is destroyed"),
                        PosixQuoting.quote(directory.sshConfig().toString()),
                        name.node(1),
                        PosixQuoting.quote(directory.environmentFile().toString()),
                        GoalCommand.of(directory, "status"),
                        GoalCommand.of(directory, "down"));
    }
}
