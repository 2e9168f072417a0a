package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.Plannable;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import java.util.List;

/**
 * Deployer {@code tofu}: the machines are made by a module of the user's own ({@code hive.tofu.module}), any that has an
 * output {@code inventory}. What exists is known by its state alone.
 */
public final class ModuleDeployer implements Deployer, Plannable {
    private final TofuEngine engine;

    /** For the service loader. */
    public ModuleDeployer() {
        this(TofuHost.current());
    }

    ModuleDeployer(TofuHost host) {
        engine = new TofuEngine(new ModulePlatform(), host);
    }

    @Override
    public String name() {
        return ModulePlatform.NAME;
    }

    @Override
    public void validate(ClusterSpec spec) {
        engine.validate(spec);
    }

    @Override
    public Inventory up(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        return engine.up(spec, directory, events);
    }

    @Override
    public void down(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException {
        engine.down(directory, events);
    }

    @Override
    public List<Machine> machines(ClusterDirectory directory) throws DeployException, InterruptedException {
        return engine.machines(directory);
    }

    @Override
    public String plan(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        return engine.plan(spec, directory, events);
    }
}
