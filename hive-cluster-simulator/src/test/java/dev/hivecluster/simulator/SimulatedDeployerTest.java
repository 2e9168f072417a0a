package dev.hivecluster.simulator;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.DeployerContract;
import dev.hivecluster.deploy.OwnSession;

class SimulatedDeployerTest extends DeployerContract {
    @Override
    protected Deployer deployer() {
        return new SimulatedDeployer();
    }

    @Override
    protected Deployer failing() {
        return new SimulatedDeployer(new SimulatorLauncher(OwnSession.find(), FailsToStart.class));
    }

    static final class FailsToStart {
        private FailsToStart() {}

        public static void main(String[] arguments) {
            System.exit(3);
        }
    }
}
