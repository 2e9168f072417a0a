package dev.hivecluster.deploy.tofu;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The deployer under test, on {@link FileMachines} and the real tofu. */
final class FileDeployer extends TofuDeployer {
    FileDeployer(FileMachines machines, Path home) throws InterruptedException {
        this(machines, host(home));
    }

    FileDeployer(FileMachines machines, TofuHost host) {
        super(new FilePlatform(machines), host);
    }

    static TofuHost host(Path home) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HIVE_TOFU", RealTofu.required().toString());
        environment.put("XDG_CACHE_HOME", home.resolve(".cache").toString());
        return new TofuHost(environment, home, Duration.ofSeconds(30));
    }
}
