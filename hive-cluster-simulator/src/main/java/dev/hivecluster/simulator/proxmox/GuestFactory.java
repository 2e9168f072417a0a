package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.simulator.hive.HiveProgram;
import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.node.BootTask;
import dev.hivecluster.simulator.node.NodeSettings;
import dev.hivecluster.simulator.node.Programs;
import dev.hivecluster.simulator.node.SimulatedNode;
import dev.hivecluster.simulator.service.MessageBus;
import dev.hivecluster.simulator.shell.posix.PosixPrograms;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.logging.Logger;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Makes simulated nodes of what virtual machines are configured to be. Guarded by the data centre. */
final class GuestFactory {
    private static final Logger LOG = Logger.getLogger(GuestFactory.class.getName());

    /** In an image of which nobody says who logs in, nobody does. */
    private static final String NOBODY = "nobody";

    private final FakeProxmoxOptions options;
    private final Lan lan;
    private final Path disks;
    private final MessageBus bus = new MessageBus();

    /** @param disks where the files of the nodes will lie */
    GuestFactory(FakeProxmoxOptions options, Lan lan, Path disks) {
        this.options = options;
        this.lan = lan;
        this.disks = disks;
    }

    /** Where the files of a virtual machine lie. */
    Path disk(Vm vm) {
        return disks.resolve(Integer.toString(vm.vmid()));
    }

    /**
     * Switches the node of a virtual machine on; makes it, if that is the first time.
     *
     * @param snippets finds a snippet by its volume id
     * @throws ApiError if what cloud-init is to read is not there
     */
    void powerOn(Vm vm, Function<String, Optional<String>> snippets) {
        try {
            Optional<CloudConfig> config = cloudConfig(vm, snippets);
            String user = config.flatMap(CloudConfig::user).orElse(NOBODY);
            Guest guest = vm.guest().isPresent() ? vm.guest().get() : make(vm, config, user);
            guest.powerOn(settings(vm, config, user, guest.lease(), guest.hostKey()), vm::name);
        } catch (IOException e) {
            throw ApiError.failed("start failed: " + e.getMessage());
        }
    }

    private Guest make(Vm vm, Optional<CloudConfig> config, String user) throws IOException {
        Lan.Lease lease = lan.lease(vm.vmid(), vm.name(), vm.config().nets().size() > 1);
        KeyPair hostKey = config.flatMap(CloudConfig::hostKey).orElseGet(SshKeys::generate);
        Programs programs = PosixPrograms.installed().and(HiveProgram.installed(user));
        Guest guest = new Guest(
                new SimulatedNode(settings(vm, config, user, lease, hostKey), lan, bus, options.clock(), programs),
                lease,
                hostKey,
                options.agentDelay());
        vm.guest(guest);
        return guest;
    }

    private NodeSettings settings(Vm vm, Optional<CloudConfig> config, String user, Lan.Lease lease, KeyPair hostKey) {
        int sshPort =
                config.map(CloudConfig::sshPort).orElse(OptionalInt.empty()).orElse(options.guestSshPort());
        return new NodeSettings(
                config.flatMap(CloudConfig::hostname).orElse(vm.name()),
                lease.number(),
                lease.data(),
                Loopback.socket(lease.management(), sshPort),
                vm.config().number("cores", 1) * vm.config().number("sockets", 1),
                vm.config().number("memory", 512),
                options.bootTime(),
                options.timeScale(),
                hostKey,
                user,
                config.map(CloudConfig::authorizedKeys).orElse(List.of()),
                config.<BootTask>map(CloudInit::new).orElse((files, processes) -> {}),
                disk(vm));
    }

    /** As the guest's cloud-init finds it; nothing if the guest finds none, or cannot make sense of it. */
    private Optional<CloudConfig> cloudConfig(Vm vm, Function<String, Optional<String>> snippets) throws IOException {
        VmConfig config = vm.config();
        if (!config.hasCloudInit()) {
            return Optional.empty();
        }
        PropertyString custom = new PropertyString(config.get("cicustom", ""), "user");
        Optional<String> user = snippet(custom.get("user"), snippets);
        Optional<String> vendor = snippet(custom.get("vendor"), snippets);
        String userData = user.isPresent() ? user.get() : generated(vm);
        try {
            return Optional.of(CloudConfig.of(userData, vendor, options.imageConfig()));
        } catch (IOException e) {
            LOG.warning("%s boots without what cloud-init was to do: %s".formatted(vm.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<String> snippet(Optional<String> volume, Function<String, Optional<String>> snippets) {
        return volume.map(id -> snippets.apply(id)
                .orElseThrow(() -> ApiError.failed("can't open '%s/%s' - No such file or directory"
                        .formatted(Storage.Kind.PATH, id.substring(id.indexOf(':') + 1)))));
    }

    /** What Proxmox makes of its own settings. */
    private static String generated(Vm vm) {
        VmConfig config = vm.config();
        List<String> keys = new ArrayList<>();
        URLDecoder.decode(config.get("sshkeys", ""), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(keys::add);
        String user = config.get("ciuser", keys.isEmpty() ? "" : "debian");
        Map<String, Object> data = user.isEmpty()
                ? Map.of("hostname", vm.name())
                : Map.of("hostname", vm.name(), "user", user, "ssh_authorized_keys", keys);
        return "#cloud-config\n" + new YAMLMapper().writeValueAsString(data);
    }
}
