package dev.hivecluster.simulator.proxmox;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Makes, changes and removes virtual machines: {@code nodes/{node}/qemu} and below. */
final class VmApi {
    private static final Set<String> NO_SETTINGS_OF_CREATE =
            Set.of("vmid", "node", "pool", "unique", "force", "start", "bwlimit", "storage", "skiplock");
    private static final Set<String> NO_SETTINGS_OF_CHANGE =
            Set.of("vmid", "node", "delete", "revert", "digest", "skiplock", "force", "background_delay");
    private static final Set<String> CLONE = Set.of(
            "vmid",
            "node",
            "newid",
            "name",
            "description",
            "full",
            "pool",
            "snapname",
            "storage",
            "target",
            "format",
            "bwlimit");

    private final DataCenter center;
    private final Tasks tasks;
    private final Faults faults;
    private final GuestFactory guests;
    private final Lan lan;
    private final SecureRandom random = new SecureRandom();

    VmApi(DataCenter center, Tasks tasks, Faults faults, GuestFactory guests, Lan lan) {
        this.center = center;
        this.tasks = tasks;
        this.faults = faults;
        this.guests = guests;
        this.lan = lan;
    }

    /** {@code POST nodes/{node}/qemu}. */
    Object create(ApiCall call, Map<String, String> path) {
        String host = path.getOrDefault("node", "");
        int vmid = call.vmid("vmid");
        Map<String, String> given = settings(call, NO_SETTINGS_OF_CREATE);
        center.requireHost(host);
        Drives drives = drives(host);
        Map<String, String> plain = new TreeMap<>();
        given.forEach((name, value) -> {
            if (VmConfig.isDisk(name)) {
                drives.check(name, value);
            } else if (VmConfig.isNet(name)) {
                drives.net(name, value, Optional.empty());
            } else {
                plain.put(name, VmConfig.stored(name, value));
            }
        });
        if (faults.isIdTaken()) {
            Vm foreign = center.add(host, vmid, "create");
            foreign.config().put("name", "foreign-" + vmid);
            foreign.unlock();
        }
        Vm vm = center.add(host, vmid, "create");
        synchronized (center) {
            vm.config().put("name", plain.getOrDefault("name", "VM " + vmid));
        }
        return tasks.start(
                host,
                "qmcreate",
                Integer.toString(vmid),
                vm.name(),
                log -> {
                    try {
                        make(vm, given, plain, drives);
                    } catch (ApiError e) {
                        throw ApiError.failed("unable to create VM %d - %s".formatted(vmid, e.text()));
                    }
                },
                () -> center.remove(vm, guests, lan));
    }

    private void make(Vm vm, Map<String, String> given, Map<String, String> plain, Drives drives) {
        synchronized (center) {
            VmConfig config = vm.config();
            plain.forEach(config::put);
            given.forEach((name, value) -> {
                if (VmConfig.isDisk(name)) {
                    config.put(name, drives.drive(vm.vmid(), value));
                } else if (VmConfig.isNet(name)) {
                    config.put(name, drives.net(name, value, Optional.empty()));
                }
            });
            identify(config);
            vm.unlock();
        }
    }

    private static void identify(VmConfig config) {
        config.put("smbios1", "uuid=" + UUID.randomUUID());
        config.put("vmgenid", UUID.randomUUID().toString());
        config.put("digest", UUID.randomUUID().toString().replace("-", ""));
    }

    /** {@code POST nodes/{node}/qemu/{vmid}/clone}. */
    Object cloneVm(ApiCall call, Map<String, String> path) {
        call.allow(CLONE);
        Vm source = vm(path);
        int newId = call.vmid("newid");
        String target = call.parameter("target").orElse(source.host());
        center.requireHost(target);
        Optional<String> name = call.parameter("name").map(given -> VmConfig.stored("name", given));
        boolean full = !source.isTemplate() || call.flag("full");
        if (!full && call.parameter("storage").isPresent()) {
            throw ApiError.parameter("storage", "parameter 'storage' not allowed for linked clones");
        }
        if (!full && !target.equals(source.host())) {
            throw ApiError.failed("can't clone to non-shared storage 'local-lvm'");
        }
        requireUnlocked(source);
        call.parameter("storage").ifPresent(storage -> center.storage(target, storage));
        Vm vm = center.add(target, newId, "clone");
        synchronized (center) {
            vm.config().put("name", name.orElse("Copy-of-" + source.name()));
        }
        return tasks.start(
                source.host(),
                "qmclone",
                Integer.toString(source.vmid()),
                vm.name(),
                log -> {
                    copy(source, vm, call);
                    log.add("%s clone of VM %d".formatted(full ? "full" : "linked", source.vmid()));
                },
                () -> center.remove(vm, guests, lan));
    }

    private void copy(Vm source, Vm vm, ApiCall call) {
        synchronized (center) {
            Drives drives = drives(vm.host());
            VmConfig config = vm.config();
            source.config().values().forEach((name, value) -> {
                if (VmConfig.isNet(name)) {
                    config.put(name, drives.copyNet(value));
                } else if (VmConfig.isDisk(name)) {
                    config.put(name, drives.copy(vm.vmid(), value, call.parameter("storage")));
                } else if (!Set.of("name", "template").contains(name)) {
                    config.put(name, value);
                }
            });
            call.parameter("description").ifPresent(text -> config.put("description", text));
            identify(config);
            vm.unlock();
        }
    }

    /** {@code GET nodes/{node}/qemu/{vmid}/config}. */
    Object config(ApiCall call, Map<String, String> path) {
        synchronized (center) {
            Vm vm = vm(path);
            Map<String, Object> told = vm.config().told();
            vm.lock().ifPresent(lock -> told.put("lock", lock));
            return told;
        }
    }

    /** {@code PUT nodes/{node}/qemu/{vmid}/config}, which is done when it is answered. */
    Object change(ApiCall call, Map<String, String> path) {
        apply(call, vm(path));
        return ApiServer.NO_DATA;
    }

    /** {@code POST nodes/{node}/qemu/{vmid}/config}, which is a task. */
    Object changeLater(ApiCall call, Map<String, String> path) {
        Vm vm = vm(path);
        settings(call, NO_SETTINGS_OF_CHANGE);
        return tasks.start(vm.host(), "qmconfig", Integer.toString(vm.vmid()), vm.name(), log -> apply(call, vm));
    }

    private void apply(ApiCall call, Vm vm) {
        Map<String, String> given = settings(call, NO_SETTINGS_OF_CHANGE);
        requireUnlocked(vm);
        synchronized (center) {
            Drives drives = drives(vm.host());
            VmConfig config = vm.config();
            Map<String, String> changed = new HashMap<>();
            given.forEach((name, value) -> {
                if (VmConfig.isDisk(name)) {
                    drives.check(name, value);
                    changed.put(name, drives.drive(vm.vmid(), value));
                } else if (VmConfig.isNet(name)) {
                    changed.put(name, drives.net(name, value, config.get(name)));
                } else {
                    changed.put(name, VmConfig.stored(name, value));
                }
            });
            changed.forEach(config::put);
            for (String name : call.parameter("delete").orElse("").split("[,; ]+", -1)) {
                if (!name.isEmpty()) {
                    if (!VmConfig.knows(name)) {
                        throw ApiError.parameter("delete", "unknown option '%s'".formatted(name));
                    }
                    config.remove(name);
                }
            }
        }
    }

    /** {@code PUT nodes/{node}/qemu/{vmid}/resize}. */
    Object resize(ApiCall call, Map<String, String> path) {
        call.allow(Set.of("vmid", "node", "disk", "size", "digest", "skiplock"));
        Vm vm = vm(path);
        String disk = call.required("disk");
        String size = call.required("size");
        requireUnlocked(vm);
        return tasks.start(vm.host(), "resize", Integer.toString(vm.vmid()), vm.name(), log -> {
            synchronized (center) {
                String stored = vm.config()
                        .get(disk)
                        .orElseThrow(() -> ApiError.failed("disk '%s' does not exist".formatted(disk)));
                PropertyString drive = new PropertyString(stored, "file");
                String id = drive.get("file").orElse("");
                Storage storage = drives(vm.host()).storage(id);
                Volume volume =
                        storage.find(id).orElseThrow(() -> ApiError.failed("volume '%s' does not exist".formatted(id)));
                long wanted = size.startsWith("+")
                        ? volume.size() + ByteSize.parse("size", size.substring(1))
                        : ByteSize.parse("size", size);
                if (wanted < volume.size()) {
                    throw ApiError.failed("shrinking disks is not supported");
                }
                storage.grow(volume, wanted);
                vm.config().put(disk, drive.with("size", ByteSize.text(wanted)).startingWith("file"));
            }
        });
    }

    /** {@code POST nodes/{node}/qemu/{vmid}/template}. */
    Object template(ApiCall call, Map<String, String> path) {
        Vm vm = vm(path);
        requireUnlocked(vm);
        if (vm.isRunning()) {
            throw ApiError.failed("you can't convert a VM to template if VM is running");
        }
        return tasks.start(vm.host(), "qmtemplate", Integer.toString(vm.vmid()), vm.name(), log -> {
            synchronized (center) {
                vm.config().put("template", "1");
            }
        });
    }

    /** {@code DELETE nodes/{node}/qemu/{vmid}}. */
    Object destroy(ApiCall call, Map<String, String> path) {
        call.allow(Set.of("vmid", "node", "purge", "destroy-unreferenced-disks", "skiplock"));
        Vm vm = vm(path);
        requireUnlocked(vm);
        if (vm.config().number("protection", 0) == 1) {
            throw ApiError.failed("can't remove VM %d - protection mode enabled".formatted(vm.vmid()));
        }
        requireStopped(vm);
        return tasks.start(vm.host(), "qmdestroy", Integer.toString(vm.vmid()), vm.name(), log -> {
            requireStopped(vm);
            center.remove(vm, guests, lan);
        });
    }

    private static void requireStopped(Vm vm) {
        if (vm.isRunning()) {
            throw ApiError.failed("VM %d is running - destroy failed".formatted(vm.vmid()));
        }
    }

    private Vm vm(Map<String, String> path) {
        return center.vm(path.getOrDefault("node", ""), ApiCall.vmid("vmid", path.getOrDefault("vmid", "")));
    }

    static void requireUnlocked(Vm vm) {
        if (vm.lock().isPresent()) {
            throw ApiError.failed("VM is locked (%s)".formatted(vm.lock().get()));
        }
    }

    private Drives drives(String host) {
        return new Drives(id -> center.findStorage(host, id), random);
    }

    private static Map<String, String> settings(ApiCall call, Set<String> others) {
        Map<String, String> settings = new TreeMap<>();
        List<String> unknown = call.parameters().keySet().stream()
                .filter(name -> !others.contains(name) && !VmConfig.knows(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw ApiCall.undefined(unknown.get(0));
        }
        call.parameters().forEach((name, value) -> {
            if (!others.contains(name)) {
                settings.put(name, value);
            }
        });
        return settings;
    }
}
