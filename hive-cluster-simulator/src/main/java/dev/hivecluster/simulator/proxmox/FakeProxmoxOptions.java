package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.simulator.node.TimeScale;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@link FakeProxmox} is like. */
public final class FakeProxmoxOptions {
    private static final long DEFAULT_STORAGE_GIB = 1000;

    private final Path directory;
    private String id = "";
    private List<String> hosts = List.of("pve1", "pve2");
    private List<String> bridges = List.of("vmbr0", "vmbr1");
    private final List<String> images = new ArrayList<>(List.of(
            "debian-12-genericcloud-amd64.qcow2",
            "debian-12-generic-amd64.qcow2",
            "debian-13-genericcloud-amd64.qcow2",
            "debian-13-generic-amd64.qcow2",
            "debian-12.qcow2",
            "noble-server-cloudimg-amd64.qcow2"));
    private final List<Template> templates = new ArrayList<>();
    private Optional<String> imageConfig = Optional.empty();
    private long storageBytes = DEFAULT_STORAGE_GIB * ByteSize.GIB;
    private Duration taskTime = Duration.ZERO;
    private Duration agentDelay = Duration.ZERO;
    private Duration bootTime = Duration.ofMillis(50);
    private TimeScale timeScale = TimeScale.DEFAULT;
    private int guestSshPort = 2222;
    private String sshUser = "terraform";
    private Clock clock = Clock.systemUTC();

    /** @param directory where the virtual machines' disks, the snippets and the keys will lie; the fake's alone */
    public FakeProxmoxOptions(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.id = this.directory.toString();
    }

    /** Which addresses are tried first depends on it; by default on the directory. */
    public FakeProxmoxOptions id(String value) {
        id = value;
        return this;
    }

    /** The names of the Proxmox hosts; by default {@code pve1} and {@code pve2}. */
    public FakeProxmoxOptions hosts(String... names) {
        hosts = List.of(names);
        return this;
    }

    /** The bridges of each host; by default {@code vmbr0} and {@code vmbr1}. */
    public FakeProxmoxOptions bridges(String... names) {
        bridges = List.of(names);
        return this;
    }

    /** One more image on each host, as {@code local:import/<file>}. */
    public FakeProxmoxOptions image(String file) {
        images.add(file);
        return this;
    }

    /**
     * What all images bring along in {@code /etc/cloud/cloud.cfg.d}, in the YAML of cloud-init: it holds where a machine's own
     * cloud-init says nothing. By default nothing.
     */
    public FakeProxmoxOptions imageConfig(String yaml) {
        imageConfig = Optional.of(yaml);
        return this;
    }

    /** A template with a disk, from which machines can be cloned. */
    public FakeProxmoxOptions template(int vmid, String host) {
        templates.add(new Template(vmid, host));
        return this;
    }

    /** How much fits on each storage, in GiB; by default 1000. */
    public FakeProxmoxOptions storageGib(long size) {
        storageBytes = size * ByteSize.GIB;
        return this;
    }

    /** How long each task takes; by default it is done when its id is told. The provider asks once a second. */
    public FakeProxmoxOptions taskTime(Duration time) {
        taskTime = time;
        return this;
    }

    /** How long after a guest's boot its agent begins to answer; by default at once. */
    public FakeProxmoxOptions agentDelay(Duration delay) {
        agentDelay = delay;
        return this;
    }

    /** How long a guest boots, from power on until cloud-init begins its commands. */
    public FakeProxmoxOptions bootTime(Duration time) {
        bootTime = time;
        return this;
    }

    /** How fast Hive goes on the guests. */
    public FakeProxmoxOptions timeScale(TimeScale scale) {
        timeScale = scale;
        return this;
    }

    /** Where the guests' SSH servers listen; by default 2222, since a port below 1024 is not for everybody. */
    public FakeProxmoxOptions guestSshPort(int port) {
        guestSshPort = port;
        return this;
    }

    /** Who uploads snippets; by default {@code terraform}. */
    public FakeProxmoxOptions sshUser(String user) {
        sshUser = user;
        return this;
    }

    /** What the time is. */
    public FakeProxmoxOptions clock(Clock value) {
        clock = value;
        return this;
    }

    Path directory() {
        return directory;
    }

    String id() {
        return id;
    }

    List<String> hosts() {
        return hosts;
    }

    List<String> bridges() {
        return bridges;
    }

    List<String> images() {
        return List.copyOf(images);
    }

    Optional<String> imageConfig() {
        return imageConfig;
    }

    List<Template> templates() {
        return List.copyOf(templates);
    }

    long storageBytes() {
        return storageBytes;
    }

    Duration taskTime() {
        return taskTime;
    }

    Duration agentDelay() {
        return agentDelay;
    }

    Duration bootTime() {
        return bootTime;
    }

    TimeScale timeScale() {
        return timeScale;
    }

    int guestSshPort() {
        return guestSshPort;
    }

    String sshUser() {
        return sshUser;
    }

    Clock clock() {
        return clock;
    }

    /** A template that is there from the start. */
    record Template(int vmid, String host) {}
}
