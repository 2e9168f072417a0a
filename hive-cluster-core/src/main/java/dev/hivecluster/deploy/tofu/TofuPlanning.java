package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.event.Activity;
import dev.hivecluster.remote.SshKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells what an {@code up} would do, in a directory of its own that is gone afterwards; the state is only read. */
record TofuPlanning(TofuCluster cluster) {
    String run(Activity activity) throws DeployException, InterruptedException {
        TofuSite site = cluster.platform()
                .find(cluster.spec(), cluster.directory())
                .orElseThrow(() -> new DeployException(
                        "the backend of cluster %s does not run yet, and cannot be planned against; make it with %s"
                                .formatted(cluster.spec().name(), GoalCommand.of(cluster.directory(), "up"))));
        Path temporary = null;
        try {
            temporary = Files.createTempDirectory("hive-cluster-plan-").toRealPath();
            TofuCluster copy = copy(temporary);
            Tofu tofu = copy.prepare(site, true, false, activity);
            tofu.init(activity);
            tofu.plan(activity);
            return tofu.show(activity);
        } catch (IOException e) {
            throw new DeployException("there is no room to plan in: " + e.getMessage(), e);
        } finally {
            if (temporary != null) {
                delete(temporary, activity);
            }
        }
    }

    /** The cluster as it is, elsewhere: with its own keys, if it has some, since others would be a change. */
    private TofuCluster copy(Path temporary) throws DeployException, IOException {
        ClusterDirectory elsewhere =
                new ClusterDirectory(temporary, cluster.spec().name());
        TofuFiles files = TofuFiles.of(elsewhere);
        // A key that is there already is only read, and another path to it would be a change.
        ClusterDirectory directory = cluster.keys().hasUserKey() ? cluster.directory() : elsewhere;
        for (int index = 1; index <= cluster.spec().nodes(); index++) {
            String node = cluster.spec().name().node(index);
            copyKey(cluster.files().hostKey(node), files.hostKey(node));
        }
        TofuState.Content state = cluster.state().content();
        if (state.isSound()) {
            AtomicFiles.writePrivate(files.state(), state.text());
        }
        return new TofuCluster(cluster.platform(), cluster.host(), cluster.spec(), cluster.record(), directory, files);
    }

    private static void copyKey(Path from, Path to) throws IOException {
        Path open = from.resolveSibling(from.getFileName() + ".pub");
        if (Files.exists(from) && Files.exists(open)) {
            new SshKeyPair(Files.readString(from), Files.readString(open).strip()).write(to);
        }
    }

    private static void delete(Path temporary, Activity activity) {
        try {
            Trees.delete(temporary);
        } catch (IOException e) {
            activity.warning("%s is left, and holds keys; remove it: %s".formatted(temporary, e.getMessage()));
        }
    }
}
