package dev.hivecluster.e2e;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** Room for instances of one's own; closed, they have ended and others may have it. */
final class InstanceRoom implements AutoCloseable {
    private final InstancePool pool;
    private final Launcher launcher;
    private final Ec2Client ec2;
    private final int size;
    private final List<String> ids = new ArrayList<>();

    InstanceRoom(InstancePool pool, Launcher launcher, Ec2Client ec2, int size) {
        this.pool = pool;
        this.launcher = launcher;
        this.ec2 = ec2;
        this.size = size;
    }

    /** How many there is room for. */
    int size() {
        return size;
    }

    /** Launches that many together, and says what Hive answers. */
    RunInstancesResponse run(int count) {
        RunInstancesResponse response = launcher.launch(count);
        response.instances().stream().map(Instance::instanceId).forEach(ids::add);
        return response;
    }

    /** Launches one and waits until it runs. */
    String launch() {
        String id = run(1).instances().get(0).instanceId();
        Instances.awaitRunning(ec2, id);
        return id;
    }

    @Override
    public void close() {
        try {
            Closing.all(ids.stream()
                    .map(id -> (AutoCloseable) () -> Instances.end(ec2, id))
                    .toList());
            ids.clear();
        } finally {
            pool.giveBack(this);
        }
    }
}
