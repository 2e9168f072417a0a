package it;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.simulator.SimulatedDeployer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Deployer {@code gated}: the simulated one, but that each step first comes to a gate. The gates are files in the
 * directory that the system property {@code it.gates} names: {@code hold-up} holds {@code up} until the file is gone,
 * {@code fail-up} makes it fail; {@code at-up} says that it has come there.
 */
public final class GatedDeployer implements Deployer {
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Deployer simulated = new SimulatedDeployer();

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public String settingsPrefix() {
        return simulated.settingsPrefix();
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
        String gates = System.getProperty("it.gates");
        if (gates == null) {
            return;
        }
        try {
            Files.writeString(Path.of(gates, "at-" + step), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.exists(Path.of(gates, "fail-" + step))) {
            throw new DeployException("the gate of " + step + " is closed");
        }
        while (Files.exists(Path.of(gates, "hold-" + step))) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
