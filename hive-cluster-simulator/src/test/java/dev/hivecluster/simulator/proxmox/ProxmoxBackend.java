package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.ServerLogins.ServerLogin;
import dev.hivecluster.deploy.proxmox.ProxmoxAccess;
import dev.hivecluster.deploy.proxmox.ProxmoxDeployer;
import dev.hivecluster.deploy.tofu.RealTofu;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A faked Proxmox, and the deployer and the settings with which a user of a real one would reach it. */
final class ProxmoxBackend implements AutoCloseable {
    private static final String SERVER = "fake";

    private final FakeProxmox proxmox;
    private final Path tofu;

    /** Skips the test if there is no tofu. */
    ProxmoxBackend(Path directory) throws IOException, InterruptedException {
        this(new FakeProxmoxOptions(directory));
    }

    ProxmoxBackend(FakeProxmoxOptions options) throws IOException, InterruptedException {
        tofu = RealTofu.withProvidersOf("proxmox");
        proxmox = FakeProxmox.start(options);
    }

    FakeProxmox proxmox() {
        return proxmox;
    }

    /** Who we are comes from where Maven's {@code settings.xml} does. */
    Deployer deployer() {
        String[] token = proxmox.access().apiToken().split("=", 2);
        return new ProxmoxDeployer()
                .with(id -> Optional.of(id).filter(SERVER::equals).map(same -> new ServerLogin(token[0], token[1])));
    }

    Map<String, String> settings() {
        ProxmoxAccess access = proxmox.access();
        Map<String, String> settings = new TreeMap<>();
        settings.put("hive.tofu.binary", tofu.toString());
        settings.put("hive.proxmox.server", SERVER);
        settings.put("hive.proxmox.endpoint", access.endpoint().toString());
        settings.put("hive.proxmox.caFile", access.caFile().orElseThrow().toString());
        settings.put("hive.proxmox.sshUser", access.sshUser().orElseThrow());
        settings.put(
                "hive.proxmox.sshPrivateKey",
                access.sshPrivateKey().orElseThrow().toString());
        // Ports that a real one does not have: those below 1024 are not for everybody.
        settings.put("hive.tofu.vars.nodes", Json.line(hosts(access.hosts())));
        settings.put("hive.tofu.vars.ssh_port", Integer.toString(access.guestSshPort()));
        settings.put("hive.tofu.vars.wait_for_ipv4", "false");
        return settings;
    }

    private static List<Map<String, Object>> hosts(List<ProxmoxAccess.Host> hosts) {
        return hosts.stream()
                .map(host -> {
                    Map<String, Object> variable = new LinkedHashMap<>();
                    variable.put("name", host.name());
                    variable.put("address", host.address());
                    variable.put("ssh_port", host.sshPort());
                    variable.put("bridge", host.bridge());
                    variable.put("datastore_id", host.datastoreId());
                    return variable;
                })
                .toList();
    }

    @Override
    public void close() {
        proxmox.close();
    }
}
