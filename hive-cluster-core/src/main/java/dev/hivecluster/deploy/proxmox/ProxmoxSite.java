package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.tofu.Hypervisor;
import dev.hivecluster.deploy.tofu.TofuSite;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One Proxmox cluster, as the module and we get in to it. */
final class ProxmoxSite implements TofuSite {
    private final ProxmoxSettings settings;
    private final RealProxmox.Login login;
    private final ProxmoxClient client;
    private final Hosts hosts;

    /** @param hosts tells what there is to use, when somebody wants to know */
    ProxmoxSite(ProxmoxSettings settings, RealProxmox.Login login, Hosts hosts) throws DeployException {
        this.settings = settings;
        this.login = login;
        this.client = login.client();
        this.hosts = hosts;
    }

    @Override
    public Map<String, Object> variables() throws DeployException, InterruptedException {
        ProxmoxAccess access = hosts.access(client);
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put(
                "nodes", access.hosts().stream().map(ProxmoxSite::variable).toList());
        variables.put("upload", access.sshUser().isPresent() ? "snippet" : "api");
        access.sshUser().ifPresent(user -> variables.put("proxmox_ssh_username", user));
        access.sshPrivateKey().ifPresent(key -> variables.put("ssh_private_key_path", key.toString()));
        variables.put("ssh_port", access.guestSshPort());
        if (settings.fake()) {
            // A faked machine's only IPv4 addresses are in 127.0.0.0/8, which count as none.
            variables.put("wait_for_ipv4", false);
        }
        settings.templateVmid().ifPresent(template -> variables.put("template_vmid", template));
        return variables;
    }

    private static Map<String, Object> variable(ProxmoxAccess.Host host) {
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("name", host.name());
        variable.put("address", host.address());
        variable.put("ssh_port", host.sshPort());
        variable.put("bridge", host.bridge());
        variable.put("datastore_id", host.datastoreId());
        host.dataBridge().ifPresent(bridge -> variable.put("data_bridge", bridge));
        host.snippetsDatastoreId().ifPresent(datastore -> variable.put("snippets_datastore_id", datastore));
        return variable;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(RealProxmox.ENDPOINT, login.endpoint().toString());
        environment.put(RealProxmox.API_TOKEN, login.apiToken());
        // What the provider, a Go program, trusts instead of the system's.
        login.caFile().ifPresent(file -> environment.put("SSL_CERT_FILE", file.toString()));
        return environment;
    }

    @Override
    public Optional<Path> knownHosts() throws DeployException, InterruptedException {
        return hosts.access(client).knownHosts();
    }

    @Override
    public Optional<Hypervisor> hypervisor() {
        return Optional.of(new ProxmoxHypervisor(client));
    }

    /** Finds out what there is to use. */
    @FunctionalInterface
    interface Hosts {
        ProxmoxAccess access(ProxmoxClient client) throws DeployException, InterruptedException;
    }
}
