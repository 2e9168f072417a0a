package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.deploy.proxmox.ProxmoxClient.Host;
import dev.hivecluster.deploy.tofu.Hypervisor;
import dev.hivecluster.deploy.tofu.TofuModule;
import dev.hivecluster.deploy.tofu.TofuPlatform;
import dev.hivecluster.deploy.tofu.TofuSite;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.InvalidSettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Proxmox VE, a real one or, for trying, a faked one that lives for one cluster. */
final class ProxmoxPlatform implements TofuPlatform {
    private static final int SSH_PORT = 22;
    private static final String SSH_USERNAME = "PROXMOX_VE_SSH_USERNAME";

    private final RealProxmox real;
    private final Optional<ProxmoxStandIn> fake;

    ProxmoxPlatform(ServerLogins logins) {
        this(
                new RealProxmox(logins, name -> Optional.ofNullable(System.getenv(name))),
                ServiceLoader.load(ProxmoxStandIn.class, ProxmoxPlatform.class.getClassLoader())
                        .findFirst());
    }

    ProxmoxPlatform(RealProxmox real, Optional<ProxmoxStandIn> fake) {
        this.real = real;
        this.fake = fake;
    }

    @Override
    public String name() {
        return "proxmox";
    }

    @Override
    public void validate(ClusterSpec spec) {
        ProxmoxSettings settings = settings(spec);
        if (settings.fake()) {
            fake();
        } else {
            real.require(settings);
        }
    }

    @Override
    public TofuModule module(ClusterSpec spec) {
        return new TofuModule.Bundled(name());
    }

    @Override
    public boolean isMachine(String resourceType, String resourceName) {
        return isListed(resourceType);
    }

    @Override
    public boolean isListed(String resourceType) {
        return resourceType.equals("proxmox_virtual_environment_vm");
    }

    @Override
    public TofuSite start(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        ProxmoxSettings settings = settings(spec);
        return settings.fake()
                ? site(settings, fake().start(spec, directory, events))
                : site(settings, real.note(settings, directory), directory);
    }

    @Override
    public Optional<TofuSite> find(ClusterSpec spec, ClusterDirectory directory)
            throws DeployException, InterruptedException {
        ProxmoxSettings settings = settings(spec);
        if (!settings.fake()) {
            return Optional.of(site(settings, real.find(settings, directory), directory));
        }
        Optional<ProxmoxAccess> running = fake().find(directory);
        return running.isPresent() ? Optional.of(site(settings, running.get())) : Optional.empty();
    }

    @Override
    public void end(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        if (settings(spec).fake()) {
            fake().end(directory, events);
        }
    }

    @Override
    public Optional<Hypervisor> everywhere(Map<String, String> settings) throws DeployException {
        Optional<RealProxmox.Login> login = real.given(ProxmoxSettings.of(settings));
        return login.isPresent() ? Optional.of(new ProxmoxHypervisor(login.get().client())) : Optional.empty();
    }

    private static ProxmoxSettings settings(ClusterSpec spec) {
        return ProxmoxSettings.of(spec.deployerSettings());
    }

    private ProxmoxStandIn fake() {
        return fake.orElseThrow(() -> new InvalidSettingException(
                ProxmoxSettings.FAKE, "true", "false where hive-cluster-simulator is not on the class path", "false"));
    }

    private static TofuSite site(ProxmoxSettings settings, ProxmoxAccess access) throws DeployException {
        return new ProxmoxSite(
                settings,
                new RealProxmox.Login(access.endpoint(), access.apiToken(), access.caFile()),
                client -> access);
    }

    private TofuSite site(ProxmoxSettings settings, RealProxmox.Login login, ClusterDirectory directory)
            throws DeployException {
        return new ProxmoxSite(
                settings,
                login,
                client -> new ProxmoxAccess(
                        login.endpoint(),
                        login.apiToken(),
                        login.caFile(),
                        hosts(settings, login, client, directory),
                        settings.sshUser().or(() -> real.variable(SSH_USERNAME)),
                        settings.sshPrivateKey(),
                        Optional.empty(),
                        SSH_PORT));
    }

    private static List<ProxmoxAccess.Host> hosts(
            ProxmoxSettings settings, RealProxmox.Login login, ProxmoxClient client, ClusterDirectory directory)
            throws DeployException, InterruptedException {
        List<Host> known = client.hosts();
        NotedHosts noted = new NotedHosts(directory);
        List<String> names = settings.hosts();
        if (names.isEmpty()) {
            names = noted.read();
        }
        if (names.isEmpty()) {
            names = known.stream().filter(Host::isOnline).map(Host::name).toList();
        }
        Map<String, String> addresses = client.hostAddresses();
        List<ProxmoxAccess.Host> hosts = new ArrayList<>();
        for (String name : names) {
            if (known.stream().noneMatch(host -> host.name().equals(name) && host.isOnline())) {
                throw new DeployException(
                        "Proxmox at %s has no host %s that is online; its hosts are %s; choose with -D%s=…"
                                .formatted(login.endpoint(), name, known, ProxmoxSettings.HOSTS));
            }
            hosts.add(new ProxmoxAccess.Host(
                    name,
                    addresses.getOrDefault(name, login.endpoint().getHost()),
                    SSH_PORT,
                    settings.bridge(),
                    settings.datastore(),
                    settings.dataBridge(),
                    Optional.of(settings.snippetsDatastore())));
        }
        if (hosts.isEmpty()) {
            throw new DeployException("no host of Proxmox at %s is online: %s".formatted(login.endpoint(), known));
        }
        noted.write(names);
        return hosts;
    }
}
