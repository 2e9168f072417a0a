package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.Plannable;
import dev.hivecluster.deploy.PowerControl;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.util.List;
import java.util.Set;

/**
 * A deployer whose machines are made by OpenTofu, or Terraform, from a module for one kind of backend, and looked after
 * through that backend's own API, its {@link Hypervisor}.
 */
public abstract class TofuDeployer implements Deployer, PowerControl, Plannable {
    private final TofuPlatform platform;

    /** @param platform the kind of backend, whose sites all have a {@link Hypervisor} */
    protected TofuDeployer(TofuPlatform platform) {
        this.platform = platform;
    }

    @Override
    public String name() {
        return platform.name();
    }

    /** Its own, and those of tofu, which all such deployers share. */
    @Override
    public Set<String> settingsPrefixes() {
        return Set.of("hive." + platform.name() + ".", "hive.tofu.");
    }

    @Override
    public void validate(ClusterSpec spec) {
        platform.validate(spec);
    }

    @Override
    public Inventory up(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        throw new DeployException("not there yet");
    }

    @Override
    public void down(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException {
        throw new DeployException("not there yet");
    }

    @Override
    public List<Machine> machines(ClusterDirectory directory) throws DeployException, InterruptedException {
        throw new DeployException("not there yet");
    }

    @Override
    public void powerOff(ClusterDirectory directory, Node node) throws DeployException, InterruptedException {
        throw new DeployException("not there yet");
    }

    @Override
    public void powerOn(ClusterDirectory directory, Node node) throws DeployException, InterruptedException {
        throw new DeployException("not there yet");
    }

    @Override
    public String plan(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        throw new DeployException("not there yet");
    }
}
