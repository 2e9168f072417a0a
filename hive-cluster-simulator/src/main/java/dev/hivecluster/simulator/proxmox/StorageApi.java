package dev.hivecluster.simulator.proxmox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Storages and what they hold: {@code storage} and {@code nodes/{node}/storage}. */
final class StorageApi {
    private final DataCenter center;
    private final Tasks tasks;

    StorageApi(DataCenter center, Tasks tasks) {
        this.center = center;
        this.tasks = tasks;
    }

    /** {@code GET storage}. */
    Object all(ApiCall call, Map<String, String> path) {
        return center.storages(center.hosts().get(0)).stream()
                .map(storage -> storage.kind().settings(storage.id()))
                .toList();
    }

    /** {@code GET storage/{storage}}. */
    Object one(ApiCall call, Map<String, String> path) {
        Storage storage = center.storage(center.hosts().get(0), path.getOrDefault("storage", ""));
        return storage.kind().settings(storage.id());
    }

    /** {@code GET nodes/{node}/storage}. */
    Object ofHost(ApiCall call, Map<String, String> path) {
        List<String> contents = List.of(call.parameter("content").orElse("").split(",", -1));
        synchronized (center) {
            return center.storages(path.getOrDefault("node", "")).stream()
                    .filter(storage -> contents.stream().allMatch(each -> each.isEmpty() || storage.takes(each)))
                    .filter(storage -> call.parameter("storage")
                            .filter(id -> !id.equals(storage.id()))
                            .isEmpty())
                    .map(Storage::status)
                    .toList();
        }
    }

    /** {@code GET nodes/{node}/storage/{storage}/status}. */
    Object status(ApiCall call, Map<String, String> path) {
        synchronized (center) {
            return storage(path).status();
        }
    }

    /** {@code GET nodes/{node}/storage/{storage}/content}. */
    Object content(ApiCall call, Map<String, String> path) {
        call.allow(Set.of("node", "storage", "content", "vmid"));
        synchronized (center) {
            return storage(path).volumes().stream()
                    .filter(volume -> call.parameter("content")
                            .filter(wanted -> !wanted.equals(volume.content()))
                            .isEmpty())
                    .filter(volume -> call.parameter("vmid")
                            .filter(wanted -> !wanted.equals(
                                    Integer.toString(volume.vmid().orElse(0))))
                            .isEmpty())
                    .map(StorageApi::listed)
                    .toList();
        }
    }

    private static Map<String, Object> listed(Volume volume) {
        Map<String, Object> listed = new LinkedHashMap<>(Map.of(
                "volid",
                volume.id(),
                "content",
                volume.content(),
                "format",
                volume.format(),
                "size",
                volume.size(),
                "ctime",
                1_700_000_000));
        volume.vmid().ifPresent(vmid -> listed.put("vmid", vmid));
        return listed;
    }

    /** {@code GET nodes/{node}/storage/{storage}/content/{volume}}. */
    Object volume(ApiCall call, Map<String, String> path) {
        synchronized (center) {
            Storage storage = storage(path);
            Volume volume = volume(storage, path);
            return Map.of(
                    "path",
                    storage.path(volume),
                    "format",
                    volume.format(),
                    "size",
                    volume.size(),
                    "used",
                    volume.size());
        }
    }

    /** {@code DELETE nodes/{node}/storage/{storage}/content/{volume}}. */
    Object delete(ApiCall call, Map<String, String> path) {
        synchronized (center) {
            Storage storage = storage(path);
            Volume volume = volume(storage, path);
            for (Vm vm : center.vms()) {
                if (vm.host().equals(volume.host()) && vm.config().volumes().containsValue(volume.id())) {
                    throw ApiError.failed("can't remove volume '%s' - used by VM %d".formatted(volume.id(), vm.vmid()));
                }
            }
            return tasks.start(volume.host(), "imgdel", volume.id().replace(':', '-'), "", log -> {
                synchronized (center) {
                    storage.remove(volume.id());
                }
            });
        }
    }

    /** {@code POST nodes/{node}/storage/{storage}/download-url}: the file is there; nothing is downloaded. */
    Object download(ApiCall call, Map<String, String> path) {
        String content = call.required("content");
        String name = call.required("filename");
        Storage storage = storage(path);
        if (!storage.takes(content)) {
            throw ApiError.parameter(
                    "content", "storage '%s' does not support '%s' content".formatted(storage.id(), content));
        }
        return tasks.start(path.getOrDefault("node", ""), "download", name, "", log -> {
            synchronized (center) {
                storage.put(content, name, 2 * ByteSize.GIB);
            }
        });
    }

    /** {@code GET nodes/{node}/query-url-metadata}: what a download would bring. */
    Object metadata(ApiCall call, Map<String, String> path) {
        String url = call.required("url");
        return Map.of("filename", url.substring(url.lastIndexOf('/') + 1), "size", 2 * ByteSize.GIB, "mimetype", "x");
    }

    private Storage storage(Map<String, String> path) {
        return center.storage(path.getOrDefault("node", ""), path.getOrDefault("storage", ""));
    }

    private static Volume volume(Storage storage, Map<String, String> path) {
        String given = path.getOrDefault("volume", "");
        String id = given.contains(":") ? given : storage.id() + ":" + given;
        return storage.find(id).orElseThrow(() -> ApiError.failed("volume '%s' does not exist".formatted(id)));
    }
}
