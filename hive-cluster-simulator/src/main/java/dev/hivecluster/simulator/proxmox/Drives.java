package dev.hivecluster.simulator.proxmox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Gives virtual machines their volumes and network devices. Guarded by the data centre. */
final class Drives {
    private static final List<String> MODELS = List.of("virtio", "e1000", "e1000e", "rtl8139", "vmxnet3");

    private final Function<String, Optional<Storage>> storages;
    private final RandomGenerator random;

    /** @param storages the storages of one host, by their ids */
    Drives(Function<String, Optional<Storage>> storages, RandomGenerator random) {
        this.storages = storages;
        this.random = random;
    }

    /**
     * Finds out whether what a drive names can be there at all, before a task begins.
     *
     * @throws ApiError if not
     */
    void check(String name, String value) {
        PropertyString drive = new PropertyString(value, "file");
        String file = drive.get("file")
                .orElseThrow(() ->
                        ApiError.parameter(name, "invalid format - missing key in comma-separated list property"));
        if (file.equals("none") || file.equals("cdrom")) {
            return;
        }
        Storage storage = storage(file);
        if (!storage.takes("images") && !drive.get("media").equals(Optional.of("cdrom"))) {
            throw ApiError.parameter("storage", "storage '%s' does not support vm images".formatted(storage.id()));
        }
    }

    /**
     * A drive in its stored form; makes its volume.
     *
     * @throws ApiError if that is not possible
     */
    String drive(int vmid, String value) {
        PropertyString drive = new PropertyString(value, "file");
        String file = drive.get("file").orElseThrow();
        if (file.equals("none") || file.equals("cdrom")) {
            return drive.startingWith("file");
        }
        Storage storage = storage(file);
        String what = file.substring(file.indexOf(':') + 1);
        if (what.equals("cloudinit")) {
            Volume volume = storage.allocateCloudInit(vmid);
            return new PropertyString(volume.id(), "file")
                    .with("media", "cdrom")
                    .with("size", ByteSize.text(volume.size()))
                    .startingWith("file");
        }
        Volume volume;
        if (drive.get("import-from").isPresent()) {
            volume = storage.allocate(vmid, sizeOf(drive.get("import-from").get()));
        } else if (what.matches("[0-9]+")) {
            volume = storage.allocate(vmid, Long.parseLong(what) * ByteSize.GIB);
        } else {
            volume =
                    storage.find(file).orElseThrow(() -> ApiError.failed("volume '%s' does not exist".formatted(file)));
        }
        return drive.without("import-from")
                .with("file", volume.id())
                .with("size", ByteSize.text(volume.size()))
                .startingWith("file");
    }

    private long sizeOf(String image) {
        return storage(image)
                .find(image)
                .orElseThrow(() ->
                        ApiError.failed("cannot import from '%s' - volume '%s' does not exist".formatted(image, image)))
                .size();
    }

    /** The storage that a volume names. */
    Storage storage(String volume) {
        int colon = volume.indexOf(':');
        if (colon < 0) {
            throw ApiError.failed("unable to parse volume ID '%s'".formatted(volume));
        }
        String id = volume.substring(0, colon);
        return storages.apply(id).orElseThrow(() -> ApiError.failed("storage '%s' does not exist".formatted(id)));
    }

    /** A network device in its stored form: with a MAC address, which it keeps if it had one. */
    String net(String name, String value, Optional<String> before) {
        PropertyString given = new PropertyString(value, "model");
        String model = given.get("model").orElse("");
        Optional<String> mac = given.get("macaddr");
        if (model.isEmpty()) {
            for (String each : MODELS) {
                if (given.get(each).isPresent()) {
                    model = each;
                    mac = given.get(each);
                }
            }
        }
        if (!MODELS.contains(model)) {
            throw ApiError.parameter(name, "invalid format - model: property is missing and it is not optional\n");
        }
        String address = mac.or(() -> before.map(stored -> VmConfig.mac(new PropertyString(stored, "model"))))
                .orElseGet(this::newMac)
                .toUpperCase(Locale.ROOT);
        PropertyString stored = new PropertyString(model + "=" + address, "model");
        given.without("model").without("macaddr").without(model).parts().forEach(stored::with);
        return stored.toString();
    }

    /** A stored drive of another machine, copied; makes its volume. */
    String copy(int vmid, String stored, Optional<String> target) {
        PropertyString drive = new PropertyString(stored, "file");
        String file = drive.get("file").orElse("none");
        if (file.equals("none") || file.equals("cdrom")) {
            return stored;
        }
        String storage = target.orElse(file.substring(0, file.indexOf(':')));
        if (VmConfig.isCloudInit(file)) {
            return drive(vmid, storage + ":cloudinit");
        }
        long size = ByteSize.parse("size", drive.get("size").orElse("0"));
        return drive.with("file", storage(storage + ":").allocate(vmid, size).id())
                .startingWith("file");
    }

    /** A stored network device of another machine, copied: it gets a MAC address of its own. */
    String copyNet(String stored) {
        PropertyString net = new PropertyString(stored, "model");
        String mac = VmConfig.mac(net);
        return stored.replace(mac, newMac());
    }

    /** With the prefix that Proxmox has. */
    private String newMac() {
        int number = random.nextInt(1 << 24);
        return "BC:24:11:%02X:%02X:%02X".formatted(number >> 16, (number >> 8) & 0xff, number & 0xff);
    }
}
