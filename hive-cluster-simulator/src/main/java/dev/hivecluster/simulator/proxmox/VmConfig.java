package dev.hivecluster.simulator.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The configuration of a virtual machine in the form in which Proxmox stores it, which is not that in which it is given:
 * tags are sorted, devices have their MAC addresses and volumes. Guarded by the data centre.
 */
final class VmConfig {
    /** What the API tells as a number; everything else is a text. */
    private static final Set<String> NUMBERS = Set.of(
            "acpi",
            "autostart",
            "balloon",
            "ciupgrade",
            "cores",
            "cpuunits",
            "freeze",
            "kvm",
            "localtime",
            "numa",
            "onboot",
            "protection",
            "reboot",
            "shares",
            "sockets",
            "tablet",
            "tdf",
            "template",
            "vcpus");

    private static final Set<String> TEXTS = Set.of(
            "affinity",
            "agent",
            "arch",
            "args",
            "bios",
            "boot",
            "bootdisk",
            "cdrom",
            "cicustom",
            "cipassword",
            "citype",
            "ciuser",
            "cpu",
            "cpulimit",
            "description",
            "efidisk0",
            "hookscript",
            "hotplug",
            "hugepages",
            "keyboard",
            "lock",
            "machine",
            "memory",
            "name",
            "nameserver",
            "ostype",
            "rng0",
            "scsihw",
            "searchdomain",
            "smbios1",
            "sshkeys",
            "startup",
            "tags",
            "tpmstate0",
            "vga",
            "vmgenid",
            "watchdog");

    private static final Pattern NUMBERED =
            Pattern.compile("(?:hostpci|ide|ipconfig|net|parallel|sata|scsi|serial|unused|usb|virtio)[0-9]{1,3}");
    private static final Pattern DISK = Pattern.compile("(?:ide|sata|scsi|virtio)[0-9]{1,2}|efidisk0|tpmstate0");
    private static final Pattern NET = Pattern.compile("net[0-9]{1,2}");
    private static final Pattern DNS_NAME = Pattern.compile(
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)*[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.+-]*");

    private final Map<String, String> values = new TreeMap<>();

    /** Whether that is a setting of a virtual machine. */
    static boolean knows(String name) {
        return NUMBERS.contains(name)
                || TEXTS.contains(name)
                || NUMBERED.matcher(name).matches();
    }

    static boolean isDisk(String name) {
        return DISK.matcher(name).matches();
    }

    static boolean isNet(String name) {
        return NET.matcher(name).matches();
    }

    /**
     * A value that is neither a disk nor a network device, in its stored form.
     *
     * @throws ApiError if Proxmox would not take it
     */
    static String stored(String name, String value) {
        return switch (name) {
            case "name" -> {
                if (!DNS_NAME.matcher(value).matches() || value.length() > 253) {
                    throw ApiError.parameter(name, "invalid format - value does not look like a valid DNS name\n");
                }
                yield value;
            }
            case "tags" -> tags(value);
            case "memory" -> Integer.toString(number(name, value.replaceFirst("^current=", ""), 16));
            case "cores", "sockets", "vcpus" -> Integer.toString(number(name, value, 1));
            default -> NUMBERS.contains(name) ? Integer.toString(number(name, value, 0)) : value;
        };
    }

    private static String tags(String value) {
        Set<String> tags = new TreeSet<>();
        for (String tag : value.split("[;, ]+", -1)) {
            if (tag.isEmpty()) {
                continue;
            }
            if (!TAG.matcher(tag).matches()) {
                throw ApiError.parameter("tags", "invalid format - invalid characters in tag\n");
            }
            tags.add(tag.toLowerCase(Locale.ROOT));
        }
        return String.join(";", tags);
    }

    private static int number(String name, String value, int least) {
        if (!value.matches("[0-9]{1,9}")) {
            throw ApiError.parameter(name, "type check ('integer') failed - got '%s'".formatted(value));
        }
        int number = Integer.parseInt(value);
        if (number < least) {
            throw ApiError.parameter(name, "value must have a minimum value of %d".formatted(least));
        }
        return number;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return get(name).map(Integer::valueOf).orElse(otherwise);
    }

    void put(String name, String value) {
        values.put(name, value);
    }

    void remove(String name) {
        values.remove(name);
    }

    /** Whether the guest agent is said to be there. */
    boolean hasAgent() {
        return get("agent")
                .map(agent -> new PropertyString(agent, "enabled"))
                .flatMap(agent -> agent.get("enabled"))
                .filter("1"::equals)
                .isPresent();
    }

    /** The network devices, {@code net0} first. */
    List<PropertyString> nets() {
        List<PropertyString> nets = new ArrayList<>();
        values.forEach((name, value) -> {
            if (isNet(name)) {
                nets.add(new PropertyString(value, "model"));
            }
        });
        return nets;
    }

    /** The MAC address of a stored network device. */
    static String mac(PropertyString net) {
        return net.parts().entrySet().stream()
                .filter(part -> part.getValue().matches("(?:[0-9A-F]{2}:){5}[0-9A-F]{2}"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no MAC address in " + net))
                .getValue();
    }

    /** The volumes of all drives, by the drives' names. */
    Map<String, String> volumes() {
        Map<String, String> volumes = new TreeMap<>();
        values.forEach((name, value) -> {
            if (isDisk(name) || name.startsWith("unused")) {
                new PropertyString(value, "file").get("file").ifPresent(volume -> volumes.put(name, volume));
            }
        });
        return volumes;
    }

    /** Whether the guest finds what cloud-init is to do. */
    boolean hasCloudInit() {
        return volumes().values().stream().anyMatch(VmConfig::isCloudInit);
    }

    /** Whether a volume is the disk that cloud-init reads. */
    static boolean isCloudInit(String volume) {
        return volume.matches(".*-cloudinit(?:\\..*)?");
    }

    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** As the API tells it. */
    Map<String, Object> told() {
        Map<String, Object> told = new TreeMap<>();
        values.forEach((name, value) -> told.put(name, told(name, value)));
        return told;
    }

    private static Object told(String name, String value) {
        return switch (name) {
            case "cipassword" -> "**********";
            default -> NUMBERS.contains(name) ? (Object) Integer.valueOf(value) : value;
        };
    }
}
