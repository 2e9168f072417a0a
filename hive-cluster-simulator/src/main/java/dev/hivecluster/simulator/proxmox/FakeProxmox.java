package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.deploy.proxmox.ProxmoxAccess;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.model.ServicePorts;
import dev.hivecluster.remote.SshKeyPair;
import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.pki.CertificateAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * A Proxmox cluster that is one object of this JVM, for tests: an HTTPS API that satisfies the real OpenTofu provider
 * (bpg/proxmox 0.111.1), hosts that take snippets by SFTP, and virtual machines that are simulated nodes, booting with
 * their own cloud-init. It listens on loopback addresses only.
 *
 * <p>What goes wrong with a real Proxmox can be made to go wrong here by {@link #faults()}. A call that it does not know
 * is answered by status 501 and a message that names it.
 */
public final class FakeProxmox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FakeProxmox.class.getName());
    private static final String USER = "root@pam!hive";

    /** Hive's ports that no property names: NATS, its cluster port and the UI. */
    private static final List<Integer> OTHER_PORTS = List.of(4222, 4248, 3000);

    private final FakeProxmoxOptions options;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Faults faults;
    private final DataCenter center;
    private final GuestFactory guests;
    private final Lan lan;
    private final ApiServer api;
    private final ProxmoxAccess access;

    private FakeProxmox(FakeProxmoxOptions options) throws IOException {
        this.options = options;
        Path directory = Files.createDirectories(options.directory());
        CertificateAuthority authority = CertificateAuthority.create(options.clock());
        String token = USER + "=" + UUID.randomUUID();
        this.api = new ApiServer(tls(authority, options.clock()), token, options.clock());
        this.faults = new Faults(api);
        this.center = new DataCenter(options, directory, faults);
        try {
            this.lan = own(Lan.claim(options.id(), List.of(options.guestSshPort()), hivePorts()));
            this.guests = new GuestFactory(options, lan, directory.resolve("disks"));
            owned.push(this::closeGuests);
            Tasks tasks = own(new Tasks(options.taskTime(), faults, USER, options.clock()));
            route(tasks);
            options.templates().forEach(template -> makeTemplate(template.vmid(), template.host()));
            api.start(faults);
            owned.push(api);
            this.access = access(directory, authority, token);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @throws IOException if there are no addresses for it, or its directory cannot be written
     */
    public static FakeProxmox start(FakeProxmoxOptions options) throws IOException {
        return new FakeProxmox(options);
    }

    private <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    private static List<Integer> hivePorts() {
        ServicePorts ports = ServicePorts.HIVE;
        return Stream.concat(
                        Stream.of(ports.gateway(), ports.storage(), ports.daemon(), ports.natsMonitor()),
                        OTHER_PORTS.stream())
                .toList();
    }

    private static SSLContext tls(CertificateAuthority authority, Clock clock) {
        try {
            return authority.issue(Loopback.LOCALHOST, clock).serverContext();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate was just made", e);
        }
    }

    private void route(Tasks tasks) {
        PowerApi power = new PowerApi(center, tasks, guests, options.clock());
        ClusterApi cluster = new ClusterApi(center, power, tasks);
        StorageApi storage = new StorageApi(center, tasks);
        VmApi vms = new VmApi(center, tasks, faults, guests, lan);
        AgentApi agent = new AgentApi(center, faults);
        String vm = "nodes/{node}/qemu/{vmid}";
        String stored = "nodes/{node}/storage/{storage}";
        api.routes()
                .add("GET version", cluster::version)
                .add("GET cluster/nextid", cluster::nextId)
                .add("GET cluster/status", cluster::status)
                .add("GET cluster/resources", cluster::resources)
                .add("GET nodes", cluster::nodes)
                .add("GET nodes/{node}/status", cluster::nodeStatus)
                .add("GET nodes/{node}/network", cluster::network)
                .add("GET nodes/{node}/tasks/{upid}/status", cluster::taskStatus)
                .add("GET nodes/{node}/tasks/{upid}/log", cluster::taskLog)
                .add("GET pools", cluster::pools)
                .add("GET storage", storage::all)
                .add("GET storage/{storage}", storage::one)
                .add("GET nodes/{node}/storage", storage::ofHost)
                .add("GET %s/status".formatted(stored), storage::status)
                .add("GET %s/content".formatted(stored), storage::content)
                .add("GET %s/content/{volume+}".formatted(stored), storage::volume)
                .add("DELETE %s/content/{volume+}".formatted(stored), storage::delete)
                .add("POST %s/download-url".formatted(stored), storage::download)
                .add("GET nodes/{node}/query-url-metadata", storage::metadata)
                .add("GET nodes/{node}/qemu", cluster::vms)
                .add("POST nodes/{node}/qemu", vms::create)
                .add("DELETE " + vm, vms::destroy)
                .add("POST %s/clone".formatted(vm), vms::cloneVm)
                .add("POST %s/template".formatted(vm), vms::template)
                .add("GET %s/config".formatted(vm), vms::config)
                .add("PUT %s/config".formatted(vm), vms::change)
                .add("POST %s/config".formatted(vm), vms::changeLater)
                .add("PUT %s/resize".formatted(vm), vms::resize)
                .add("GET %s/status/current".formatted(vm), power::current)
                .add("POST %s/status/{command}".formatted(vm), power::change)
                .add("POST %s/agent/ping".formatted(vm), agent::ping)
                .add("GET %s/agent/network-get-interfaces".formatted(vm), agent::interfaces);
    }

    private ProxmoxAccess access(Path directory, CertificateAuthority authority, String token) throws IOException {
        Path ca = directory.resolve("ca.pem");
        AtomicFiles.write(ca, authority.certificatePem());
        Path key = directory.resolve("ssh").resolve("id_ed25519");
        SshKeyPair user = SshKeyPair.generate(options.sshUser());
        user.write(key);
        List<ProxmoxAccess.Host> hosts = new ArrayList<>();
        StringBuilder known = new StringBuilder();
        for (String name : options.hosts()) {
            KeyPair hostKey = SshKeys.generate();
            SnippetServer server = own(SnippetServer.start(
                    DataCenter.hostRoot(directory, name),
                    hostKey,
                    options.sshUser(),
                    SshKeys.publicKey(user.publicKey())));
            known.append("[%s]:%d %s\n"
                    .formatted(Loopback.LOCALHOST, server.port(), PublicKeyEntry.toString(hostKey.getPublic())));
            hosts.add(new ProxmoxAccess.Host(
                    name,
                    Loopback.LOCALHOST,
                    server.port(),
                    options.bridges().get(0),
                    "local-lvm",
                    Optional.empty(),
                    Optional.of("local")));
        }
        Path knownHosts = directory.resolve("ssh").resolve("known_hosts");
        AtomicFiles.write(knownHosts, known.toString());
        return new ProxmoxAccess(
                URI.create("https://%s:%d/"
                        .formatted(Loopback.LOCALHOST, api.address().getPort())),
                token,
                Optional.of(ca),
                hosts,
                Optional.of(options.sshUser()),
                Optional.of(key),
                Optional.of(knownHosts),
                options.guestSshPort());
    }

    private void makeTemplate(int vmid, String host) {
        synchronized (center) {
            Vm vm = center.add(host, vmid, "create");
            Volume disk = center.storage(host, "local-lvm").allocate(vmid, 2 * ByteSize.GIB);
            vm.config().put("name", "template-" + vmid);
            vm.config().put("template", "1");
            vm.config().put("scsihw", "virtio-scsi-pci");
            vm.config().put("virtio0", "%s,size=%s".formatted(disk.id(), ByteSize.text(disk.size())));
            vm.unlock();
        }
    }

    /** The way in; the token in it is a secret, if only of a test. */
    public ProxmoxAccess access() {
        return access;
    }

    /** What can be made to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** All virtual machines, by their ids; templates are none. */
    public List<FakeVm> vms() {
        synchronized (center) {
            return center.vms().stream()
                    .filter(vm -> !vm.isTemplate())
                    .map(vm -> FakeVm.of(vm, guests.disk(vm)))
                    .toList();
        }
    }

    /** The virtual machine of that name; the one with the lowest id, if there are several. */
    public Optional<FakeVm> vm(String name) {
        return vms().stream().filter(vm -> vm.name().equals(name)).findFirst();
    }

    /** All snippets on all hosts. */
    public List<Volume> snippets() {
        return volumes("snippets");
    }

    /** All disks on all hosts, those that cloud-init reads included. */
    public List<Volume> disks() {
        return volumes("images");
    }

    private List<Volume> volumes(String content) {
        return center.volumes().stream()
                .filter(volume -> volume.content().equals(content))
                .toList();
    }

    /** What the users of the fake have to remove, for people: virtual machines, snippets, and disks without a machine. */
    public List<String> leftovers() {
        List<String> left = new ArrayList<>();
        vms().forEach(vm -> left.add(vm.toString()));
        snippets().forEach(snippet -> left.add("snippet %s on %s".formatted(snippet.id(), snippet.host())));
        disks().stream()
                .filter(disk ->
                        disk.vmid().stream().noneMatch(vmid -> center.find(vmid).isPresent()))
                .forEach(disk -> left.add("disk %s on %s".formatted(disk.id(), disk.host())));
        return left;
    }

    /** Every request so far, without secrets. */
    public List<RecordedRequest> requests() {
        return api.requests();
    }

    /**
     * Removes a virtual machine with its disks, as somebody does who uses the web interface.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public void vanish(String name) {
        Vm vm = center.vms().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no virtual machine " + name));
        center.remove(vm, guests, lan);
    }

    /**
     * Waits until something holds.
     *
     * @param condition what, for people
     * @throws IllegalStateException if it does not hold within the limit; the message tells what is there
     */
    public void await(String condition, Duration limit, Predicate<FakeProxmox> holds) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds.test(this)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new IllegalStateException("%s: not within %d ms; there are %s, snippets %s"
                        .formatted(condition, limit.toMillis(), vms(), snippets()));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Ends it with all virtual machines; their files stay. */
    @Override
    public void close() {
        while (!owned.isEmpty()) {
            close(owned.pop());
        }
    }

    private void closeGuests() {
        center.vms().parallelStream().flatMap(vm -> vm.guest().stream()).forEach(FakeProxmox::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, e, () -> resource + " did not end well");
        }
    }
}
