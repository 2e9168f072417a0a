package dev.hivecluster.deploy.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.DeployerContract;
import dev.hivecluster.deploy.tofu.LibvirtDaemon;
import dev.hivecluster.deploy.tofu.RealTofu;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The contract on libvirt: the real tofu, provider and daemon. The machines have an empty disk; since they never ask for an
 * address, each is given one when it starts.
 */
@Execution(ExecutionMode.CONCURRENT)
class LibvirtDeployerContractTest extends DeployerContract {
    @TempDir
    Path place;

    private Path binary;
    private LibvirtDaemon libvirt;

    @BeforeEach
    void start() throws Exception {
        binary = RealTofu.withProvidersOf("libvirt");
        Files.write(image(), new byte[1 << 20]);
        try (InputStream hook = LibvirtDeployerContractTest.class.getResourceAsStream("leasing-hook.sh")) {
            libvirt = LibvirtDaemon.start(place, hook);
        }
    }

    /** After that of the contract, which destroys every cluster. */
    @Override
    protected void whenEverythingIsDestroyed() throws Exception {
        if (libvirt == null) {
            return; // The test was skipped.
        }
        try (LibvirtDaemon ending = libvirt) {
            assertThat(ending.virsh("list", "--all", "--name")).isEmpty();
            assertThat(ending.virsh("net-list", "--all", "--name")).isEmpty();
            assertThat(ending.virsh("pool-list", "--all", "--name")).isEmpty();
            assertThat(ending.pools()).isEmptyDirectory();
        }
    }

    @Override
    protected Deployer deployer() {
        return new LibvirtDeployer();
    }

    @Override
    protected Deployer failing() {
        try {
            Files.writeString(place.resolve("etc/hooks/contract-2"), "no room is left");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return deployer();
    }

    @Override
    protected boolean namesMayMeet() {
        return false;
    }

    @Override
    protected Optional<String> osImage() {
        return Optional.of(image().toString());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "hive.libvirt.uri", libvirt.uri(),
                "hive.libvirt.domainType", "qemu",
                "hive.libvirt.poolPath", libvirt.pools().toString(),
                "hive.tofu.binary", binary.toString());
    }

    private Path image() {
        return place.resolve("empty.raw");
    }
}
