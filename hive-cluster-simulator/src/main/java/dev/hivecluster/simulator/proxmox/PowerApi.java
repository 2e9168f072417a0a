package dev.hivecluster.simulator.proxmox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Switches virtual machines and says how they are: {@code nodes/{node}/qemu/{vmid}/status} and below. */
final class PowerApi {
    private static final long MIB = 1L << 20;

    private final DataCenter center;
    private final Tasks tasks;
    private final GuestFactory guests;
    private final Clock clock;

    PowerApi(DataCenter center, Tasks tasks, GuestFactory guests, Clock clock) {
        this.center = center;
        this.tasks = tasks;
        this.guests = guests;
        this.clock = clock;
    }

    /** {@code GET …/status/current}. */
    Object current(ApiCall call, Map<String, String> path) {
        synchronized (center) {
            Vm vm = vm(path);
            Map<String, Object> current = summary(vm);
            current.put("qmpstatus", vm.isRunning() ? "running" : "stopped");
            current.put("agent", vm.config().hasAgent() ? 1 : 0);
            return current;
        }
    }

    /** What lists of virtual machines tell of one. */
    Map<String, Object> summary(Vm vm) {
        VmConfig config = vm.config();
        Map<String, Object> summary = new LinkedHashMap<>(Map.of(
                "vmid",
                vm.vmid(),
                "name",
                vm.name(),
                "status",
                vm.isRunning() ? "running" : "stopped",
                "uptime",
                vm.startedAt()
                        .map(since -> Duration.between(since, clock.instant()).toSeconds())
                        .orElse(0L),
                "cpus",
                config.number("cores", 1) * config.number("sockets", 1),
                "maxmem",
                config.number("memory", 512) * MIB));
        config.get("tags").filter(tags -> !tags.isEmpty()).ifPresent(tags -> summary.put("tags", tags));
        vm.lock().ifPresent(lock -> summary.put("lock", lock));
        if (vm.isTemplate()) {
            summary.put("template", 1);
        }
        return summary;
    }

    /** {@code POST …/status/{start,stop,shutdown,reset,reboot}}. */
    Object change(ApiCall call, Map<String, String> path) {
        call.allow(Set.of(
                "vmid", "node", "timeout", "forceStop", "skiplock", "keepActive", "machine", "overrule-shutdown"));
        Vm vm = vm(path);
        VmApi.requireUnlocked(vm);
        String command = path.getOrDefault("command", "");
        return switch (command) {
            case "start" -> {
                if (vm.isTemplate()) {
                    throw ApiError.failed("you can't start a vm if it's a template");
                }
                yield task(vm, "qmstart", () -> start(vm));
            }
            case "stop" -> task(vm, "qmstop", () -> stop(vm));
            case "shutdown" -> {
                requireRunning(vm);
                yield task(vm, "qmshutdown", () -> stop(vm));
            }
            case "reset", "reboot" -> {
                requireRunning(vm);
                yield task(vm, "qm" + command, () -> {
                    stop(vm);
                    start(vm);
                });
            }
            default -> throw ApiServer.notImplemented(call);
        };
    }

    private String task(Vm vm, String type, Runnable work) {
        return tasks.start(vm.host(), type, Integer.toString(vm.vmid()), vm.name(), log -> work.run());
    }

    private static void requireRunning(Vm vm) {
        if (!vm.isRunning()) {
            throw ApiError.failed("VM %d not running".formatted(vm.vmid()));
        }
    }

    private void start(Vm vm) {
        synchronized (center) {
            if (center.find(vm.vmid()).filter(present -> present == vm).isEmpty()) {
                throw ApiError.failed("Configuration file '%s' does not exist".formatted(vm.configFile()));
            }
            if (vm.isRunning()) {
                throw ApiError.failed("VM %d already running".formatted(vm.vmid()));
            }
            for (PropertyString net : vm.config().nets()) {
                String bridge = net.get("bridge").orElse("");
                if (!center.bridges().contains(bridge)) {
                    throw ApiError.failed("bridge '%s' does not exist".formatted(bridge));
                }
            }
            guests.powerOn(vm, volume -> snippet(vm, volume));
            vm.running(clock.instant());
        }
    }

    private Optional<String> snippet(Vm vm, String volume) {
        int colon = volume.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : center.storage(vm.host(), volume.substring(0, colon)).snippet(volume);
    }

    private void stop(Vm vm) {
        // Without the monitor: a node may take its time.
        try {
            if (vm.guest().isPresent()) {
                vm.guest().get().powerOff();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (center) {
            vm.running(null);
        }
    }

    private Vm vm(Map<String, String> path) {
        return center.vm(path.getOrDefault("node", ""), ApiCall.vmid("vmid", path.getOrDefault("vmid", "")));
    }
}
