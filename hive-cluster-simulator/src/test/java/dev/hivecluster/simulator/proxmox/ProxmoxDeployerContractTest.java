package dev.hivecluster.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.DeployerContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract on Proxmox: the real tofu, the real provider, a faked hypervisor. */
@Tag("tofu")
@Execution(ExecutionMode.CONCURRENT)
class ProxmoxDeployerContractTest extends DeployerContract {
    @TempDir
    Path place;

    private ProxmoxBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = new ProxmoxBackend(place);
    }

    /** After that of the contract, which destroys every cluster. */
    @Override
    protected void whenEverythingIsDestroyed() {
        try (ProxmoxBackend ending = backend) {
            assertThat(ending.proxmox().leftovers()).isEmpty();
        }
    }

    @Override
    protected Deployer deployer() {
        return backend.deployer();
    }

    @Override
    protected Deployer failing() {
        backend.proxmox().faults().failingTasks(1, "qmstart", "contract-2", "no room is left");
        return backend.deployer();
    }

    @Override
    protected Deployer slow() {
        backend.proxmox().faults().slowTasks("qmcreate", "contract-2", Duration.ofSeconds(2));
        return backend.deployer();
    }

    @Override
    protected boolean namesMayMeet() {
        return false;
    }

    @Override
    protected Map<String, String> settings() {
        return backend.settings();
    }
}
