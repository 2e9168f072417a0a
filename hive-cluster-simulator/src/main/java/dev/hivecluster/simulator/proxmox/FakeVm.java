package dev.hivecluster.simulator.proxmox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual machine as it is now.
 *
 * @param vmid its id
 * @param host the Proxmox host that it is on
 * @param name its name
 * @param running whether it is switched on
 * @param tags its tags, sorted
 * @param description what was written to it
 * @param config its stored configuration, passwords included
 * @param management the address of its first network device; empty until it was started
 * @param data the address at which Hive listens; empty until it was started
 * @param files the real directory of its disk; there is none until it was started
 */
public record FakeVm(
        int vmid,
        String host,
        String name,
        boolean running,
        List<String> tags,
        String description,
        Map<String, String> config,
        Optional<String> management,
        Optional<String> data,
        Path files) {
    static FakeVm of(Vm vm, Path files) {
        VmConfig config = vm.config();
        return new FakeVm(
                vm.vmid(),
                vm.host(),
                vm.name(),
                vm.isRunning(),
                config.get("tags")
                        .filter(tags -> !tags.isEmpty())
                        .map(tags -> List.of(tags.split(";", -1)))
                        .orElse(List.of()),
                config.get("description", ""),
                config.values(),
                vm.guest().map(guest -> guest.lease().management()),
                vm.guest().map(guest -> guest.lease().data()),
                files);
    }

    @Override
    public String toString() {
        return "VM %d %s on %s, %s".formatted(vmid, name, host, running ? "running" : "stopped");
    }
}
