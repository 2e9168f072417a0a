package dev.hivecluster.deploy;

class FakeDeployerTest extends DeployerContract {
    private final FakeDeployer deployer = new FakeDeployer();

    @Override
    protected Deployer deployer() {
        return deployer;
    }

    @Override
    protected Deployer failing() {
        deployer.failNext(FakeDeployer.Operation.UP, "no machine is left");
        return deployer;
    }

    @Override
    protected Deployer slow() {
        deployer.blockNext(FakeDeployer.Operation.UP);
        return deployer;
    }
}
