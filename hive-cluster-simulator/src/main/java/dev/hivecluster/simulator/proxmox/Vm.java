package dev.hivecluster.simulator.proxmox;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A virtual machine. Changed under the monitor of the data centre only. */
final class Vm {
    private final int vmid;
    private final String host;
    private final VmConfig config = new VmConfig();
    private volatile @Nullable String lock;
    private volatile @Nullable Guest guest;
    private volatile @Nullable Instant startedAt;

    /** @param lock the task that makes it */
    Vm(int vmid, String host, String lock) {
        this.vmid = vmid;
        this.host = host;
        this.lock = lock;
    }

    int vmid() {
        return vmid;
    }

    String host() {
        return host;
    }

    VmConfig config() {
        return config;
    }

    String name() {
        return config.get("name", "VM " + vmid);
    }

    Optional<String> lock() {
        return Optional.ofNullable(lock);
    }

    void lock(String reason) {
        lock = reason;
    }

    void unlock() {
        lock = null;
    }

    boolean isTemplate() {
        return config.number("template", 0) == 1;
    }

    boolean isRunning() {
        return startedAt != null;
    }

    Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    void running(@Nullable Instant since) {
        startedAt = since;
    }

    /** The simulated node in it; empty until it was started for the first time. */
    Optional<Guest> guest() {
        return Optional.ofNullable(guest);
    }

    void guest(Guest made) {
        guest = made;
    }

    /** Where Proxmox has its configuration. */
    String configFile() {
        return "nodes/%s/qemu-server/%d.conf".formatted(host, vmid);
    }
}
