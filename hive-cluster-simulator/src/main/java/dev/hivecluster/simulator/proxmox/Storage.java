package dev.hivecluster.simulator.proxmox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A storage of one host: its volumes, and the snippets that lie as files in its directory. Guarded by the data centre. */
final class Storage {
    private static final String SNIPPETS = "snippets";

    private final String host;
    private final String id;
    private final Kind kind;
    private final long capacity;
    private final Path directory;
    private final Faults faults;
    private final Map<String, Volume> volumes = new TreeMap<>();

    /**
     * @param capacity in bytes
     * @param directory the real directory that stands for the storage's own
     */
    Storage(String host, String id, Kind kind, long capacity, Path directory, Faults faults) {
        this.host = host;
        this.id = id;
        this.kind = kind;
        this.capacity = capacity;
        this.directory = directory;
        this.faults = faults;
    }

    String id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    boolean takes(String content) {
        return List.of(kind.content.split(",", -1)).contains(content);
    }

    /** Everything in it. */
    List<Volume> volumes() {
        List<Volume> all = new ArrayList<>(volumes.values());
        all.addAll(snippets());
        return all;
    }

    Optional<Volume> find(String volume) {
        return volumes().stream().filter(each -> each.id().equals(volume)).findFirst();
    }

    /** What a snippet holds; nothing if there is none of that name. */
    Optional<String> snippet(String volume) {
        Path file = file(volume);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the real host would have it. */
    String path(Volume volume) {
        String name = name(volume.id());
        return switch (kind) {
            case LVM_THIN -> "/dev/pve/" + name;
            case DIRECTORY -> Kind.PATH + (volume.content().equals("images") ? "/images/" : "/") + name;
        };
    }

    /** Puts something there that was there before anybody came. */
    void put(String content, String name, long size) {
        String format = name.substring(name.lastIndexOf('.') + 1);
        Volume volume = new Volume(host, id + ":" + content + "/" + name, content, format, size, OptionalInt.empty());
        volumes.put(volume.id(), volume);
    }

    /**
     * Makes a disk.
     *
     * @throws ApiError if there is no room
     */
    Volume allocate(int vmid, long size) {
        int number = 0;
        while (volumes.containsKey(disk(vmid, "disk-" + number))) {
            number++;
        }
        return allocate(vmid, "disk-" + number, size);
    }

    /** Makes the disk that cloud-init reads, or takes the one that is there. */
    Volume allocateCloudInit(int vmid) {
        Volume present = volumes.get(disk(vmid, "cloudinit"));
        return present == null ? allocate(vmid, "cloudinit", 4L << 20) : present;
    }

    private Volume allocate(int vmid, String name, long size) {
        requireRoom(size);
        Volume volume = new Volume(host, disk(vmid, name), "images", "raw", size, OptionalInt.of(vmid));
        volumes.put(volume.id(), volume);
        return volume;
    }

    private String disk(int vmid, String name) {
        return switch (kind) {
            case LVM_THIN -> "%s:vm-%d-%s".formatted(id, vmid, name);
            case DIRECTORY -> "%s:%d/vm-%d-%s.raw".formatted(id, vmid, vmid, name);
        };
    }

    /** Makes a disk larger. */
    Volume grow(Volume volume, long size) {
        requireRoom(size - volume.size());
        Volume grown = new Volume(host, volume.id(), volume.content(), volume.format(), size, volume.vmid());
        volumes.put(grown.id(), grown);
        return grown;
    }

    /** Removes something; whether it was there. */
    boolean remove(String volume) {
        if (volumes.remove(volume) != null) {
            return true;
        }
        try {
            return name(volume).startsWith(SNIPPETS + "/") && Files.deleteIfExists(file(volume));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In bytes. */
    long used() {
        return volumes.values().stream().mapToLong(Volume::size).sum();
    }

    /** As the API tells it. */
    Map<String, Object> status() {
        return Map.of(
                "storage",
                id,
                "type",
                kind.type,
                "content",
                kind.content,
                "active",
                1,
                "enabled",
                1,
                "shared",
                0,
                "total",
                capacity,
                "used",
                used(),
                "avail",
                Math.max(0, capacity - used()),
                "used_fraction",
                (double) used() / capacity);
    }

    private void requireRoom(long size) {
        if (used() + size > capacity || faults.isFull(id)) {
            throw ApiError.failed(
                    switch (kind) {
                        case LVM_THIN ->
                            "lvcreate 'pve/vm' error:   Cannot create new thin volume, free space in thin pool pve/data reached threshold.";
                        case DIRECTORY -> "unable to create image: No space left on device";
                    });
        }
    }

    private List<Volume> snippets() {
        if (!takes(SNIPPETS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve(SNIPPETS))) {
            List<Volume> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = "%s:%s/%s".formatted(id, SNIPPETS, file.getFileName());
                found.add(new Volume(host, name, SNIPPETS, "snippet", Files.size(file), OptionalInt.empty()));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String volume) {
        Path file = directory.resolve(name(volume)).normalize();
        if (!file.startsWith(directory)) {
            throw ApiError.failed("unable to parse volume ID '%s'".formatted(volume));
        }
        return file;
    }

    private static String name(String volume) {
        return volume.substring(volume.indexOf(':') + 1);
    }

    /** How a storage stores. */
    enum Kind {
        DIRECTORY("dir", "backup,images,import,iso,snippets,vztmpl"),
        LVM_THIN("lvmthin", "images,rootdir");

        /** Where a host has its directory. */
        static final String PATH = "/var/lib/vz";

        private final String type;
        private final String content;

        Kind(String type, String content) {
            this.type = type;
            this.content = content;
        }

        /** The settings of such a storage, as the API tells them. */
        Map<String, Object> settings(String id) {
            Map<String, Object> settings =
                    new TreeMap<>(Map.of("storage", id, "type", type, "content", content, "digest", "x"));
            if (this == DIRECTORY) {
                settings.put("path", PATH);
            } else {
                settings.put("vgname", "pve");
                settings.put("thinpool", "data");
            }
            return settings;
        }
    }
}
