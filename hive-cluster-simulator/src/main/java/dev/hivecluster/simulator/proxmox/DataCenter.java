package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.directory.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The hosts of the Proxmox cluster with their storages, and all virtual machines. Its own monitor guards all of it. */
final class DataCenter {
    static final int FIRST_VMID = 100;

    private final Map<String, Map<String, Storage>> storages = new LinkedHashMap<>();
    private final Map<Integer, Vm> vms = new TreeMap<>();
    private final List<String> bridges;

    /** @param directory where the hosts' directories will lie */
    DataCenter(FakeProxmoxOptions options, Path directory, Faults faults) throws IOException {
        bridges = options.bridges();
        for (String host : options.hosts()) {
            Path local = Files.createDirectories(hostRoot(directory, host).resolve("var/lib/vz"));
            Files.createDirectories(local.resolve("snippets"));
            Map<String, Storage> ofHost = new LinkedHashMap<>();
            for (Storage.Kind kind : Storage.Kind.values()) {
                String id = kind == Storage.Kind.DIRECTORY ? "local" : "local-lvm";
                Storage storage = new Storage(host, id, kind, options.storageBytes(), local, faults);
                if (storage.takes("import")) {
                    options.images().forEach(image -> storage.put("import", image, 2 * ByteSize.GIB));
                }
                ofHost.put(id, storage);
            }
            storages.put(host, ofHost);
        }
    }

    /** The real directory that stands for a host's root directory. */
    static Path hostRoot(Path directory, String host) {
        return directory.resolve("hosts").resolve(host);
    }

    List<String> hosts() {
        return List.copyOf(storages.keySet());
    }

    List<String> bridges() {
        return bridges;
    }

    /** @throws ApiError if there is no such host */
    void requireHost(String host) {
        if (!storages.containsKey(host)) {
            throw ApiError.failed(
                    "hostname lookup '%s' failed - failed to get address info for: %s: Name or service not known"
                            .formatted(host, host));
        }
    }

    /** The storages of a host. */
    List<Storage> storages(String host) {
        requireHost(host);
        return List.copyOf(storages.getOrDefault(host, Map.of()).values());
    }

    Optional<Storage> findStorage(String host, String id) {
        return Optional.ofNullable(storages.getOrDefault(host, Map.of()).get(id));
    }

    /** @throws ApiError if there is none */
    Storage storage(String host, String id) {
        requireHost(host);
        return findStorage(host, id).orElseThrow(() -> ApiError.failed("storage '%s' does not exist".formatted(id)));
    }

    /** Every volume of every storage. */
    synchronized List<Volume> volumes() {
        List<Volume> all = new ArrayList<>();
        storages.values().forEach(ofHost -> ofHost.values().forEach(storage -> all.addAll(storage.volumes())));
        return all;
    }

    synchronized List<Vm> vms() {
        return List.copyOf(vms.values());
    }

    synchronized Optional<Vm> find(int vmid) {
        return Optional.ofNullable(vms.get(vmid));
    }

    /** @throws ApiError if that host has no such machine */
    synchronized Vm vm(String host, int vmid) {
        requireHost(host);
        Vm vm = vms.get(vmid);
        if (vm == null || !vm.host().equals(host)) {
            throw ApiError.failed(
                    "Configuration file 'nodes/%s/qemu-server/%d.conf' does not exist".formatted(host, vmid));
        }
        return vm;
    }

    /** The lowest id that no machine has. */
    synchronized int nextFreeVmid() {
        int vmid = FIRST_VMID;
        while (vms.containsKey(vmid)) {
            vmid++;
        }
        return vmid;
    }

    /**
     * A machine with nothing but its id, locked by the task that makes it.
     *
     * @throws ApiError if the id is taken
     */
    synchronized Vm add(String host, int vmid, String lock) {
        requireHost(host);
        Vm taken = vms.get(vmid);
        if (taken != null) {
            throw ApiError.failed(
                    "unable to create VM %d - VM %d already exists on node '%s'".formatted(vmid, vmid, taken.host()));
        }
        Vm vm = new Vm(vmid, host, lock);
        vms.put(vmid, vm);
        return vm;
    }

    /** Removes a machine with all that is its. */
    void remove(Vm vm, GuestFactory guests, Lan lan) {
        Optional<Guest> guest;
        synchronized (this) {
            vms.remove(vm.vmid());
            guest = vm.guest();
            for (Storage storage : storages(vm.host())) {
                storage.volumes().stream()
                        .filter(volume ->
                                volume.vmid().isPresent() && volume.vmid().getAsInt() == vm.vmid())
                        .forEach(volume -> storage.remove(volume.id()));
            }
        }
        try {
            if (guest.isPresent()) {
                guest.get().close();
            }
            Trees.delete(guests.disk(vm));
        } catch (IOException e) {
            throw new UncheckedIOException("%s is not removed well".formatted(vm.name()), e);
        } finally {
            lan.release(vm.vmid());
        }
    }
}
