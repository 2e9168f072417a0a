package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Expirable;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.Plannable;
import dev.hivecluster.deploy.PowerControl;
import dev.hivecluster.deploy.Reapable;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A deployer whose machines are made by OpenTofu, or Terraform, from a module for one kind of backend, and looked after
 * through that backend's own API, its {@link Hypervisor}.
 */
public abstract class TofuDeployer implements Deployer, PowerControl, Plannable, Expirable, Reapable {
    private final TofuPlatform platform;
    private final TofuEngine engine;

    /** @param platform the kind of backend, whose sites all have a {@link Hypervisor} */
    protected TofuDeployer(TofuPlatform platform) {
        this(platform, TofuHost.current());
    }

    TofuDeployer(TofuPlatform platform, TofuHost host) {
        this.platform = platform;
        engine = new TofuEngine(platform, host);
    }

    @Override
    public String name() {
        return platform.name();
    }

    /** Its own, and those of tofu, which all such deployers share. */
    @Override
    public Set<String> settingsPrefixes() {
        return Set.of("hive." + platform.name() + ".", TofuSettings.PREFIX);
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
    public void powerOff(ClusterDirectory directory, Node node) throws DeployException, InterruptedException {
        engine.withMachine(directory, node, Hypervisor::powerOff);
    }

    @Override
    public void powerOn(ClusterDirectory directory, Node node) throws DeployException, InterruptedException {
        engine.withMachine(directory, node, Hypervisor::powerOn);
    }

    @Override
    public void tag(ClusterDirectory directory) throws DeployException, InterruptedException {
        engine.tag(directory);
    }

    @Override
    public List<Orphan> orphans(Map<String, String> settings, Instant now)
            throws DeployException, InterruptedException {
        return new TofuOrphans(platform).find(settings, now);
    }

    @Override
    public void destroy(Orphan orphan, Map<String, String> settings, EventSink events)
            throws DeployException, InterruptedException {
        new TofuOrphans(platform).destroy(orphan, settings, Instant.now(), events);
    }

    @Override
    public String plan(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        return engine.plan(spec, directory, events);
    }
}
