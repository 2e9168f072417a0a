package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.DeployerContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the real tofu, with machines that are files. */
class TofuDeployerContractTest extends DeployerContract {
    @TempDir
    Path place;

    private FileMachines machines;
    private FileDeployer deployer;

    @BeforeEach
    void make_the_backend() throws Exception {
        machines = new FileMachines(place.resolve("backend"));
        deployer = new FileDeployer(machines, place.resolve("home"));
    }

    @Override
    protected Deployer deployer() {
        return deployer;
    }

    @Override
    protected Deployer failing() {
        return prepared(() -> machines.failMaking("contract-2", "no room is left"));
    }

    @Override
    protected Deployer slow() {
        return prepared(() -> machines.stall("contract-2"));
    }

    @Override
    protected boolean namesMayMeet() {
        return false;
    }

    private Deployer prepared(Preparation preparation) {
        try {
            preparation.run();
            return deployer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Preparation {
        void run() throws IOException;
    }
}
