package it;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.simulator.SimulatedDeployer;
import java.util.List;
import java.util.Set;

/** Deployer {@code gated}: the simulated one, but that {@code up} and {@code down} first come to a {@link Gate}. */
public final class GatedDeployer implements Deployer {
    private final Deployer simulated = new SimulatedDeployer();

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public Set<String> settingsPrefixes() {
        return simulated.settingsPrefixes();
    }

    @Override
    public Inventory up(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        pass("up");
        return simulated.up(spec, directory, events);
    }

    @Override
    public void down(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException {
        pass("down");
        simulated.down(directory, events);
    }

    @Override
    public List<Machine> machines(ClusterDirectory directory) throws DeployException, InterruptedException {
        return simulated.machines(directory);
    }

    private static void pass(String step) throws DeployException, InterruptedException {
        try {
            Gate.pass(step);
        } catch (IllegalStateException e) {
            throw new DeployException(e.getMessage());
        }
    }
}
