package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code lsblk} and {@code findmnt}: the disks of a machine, the first of which has the one partition, mounted at /. */
public final class BlockPrograms {
    private static final int NOT_A_BLOCK_DEVICE = 32;
    private static final long MIB = 1L << 20;
    private static final List<String> DEFAULT = List.of("NAME", "MAJ:MIN", "RM", "SIZE", "RO", "TYPE", "MOUNTPOINTS");
    private static final List<String> MOUNT = List.of("TARGET", "SOURCE", "FSTYPE", "OPTIONS");
    private static final int MINORS_PER_DISK = 16;

    private final Supplier<List<Disk>> disks;

    private BlockPrograms(Supplier<List<Disk>> disks) {
        this.disks = disks;
    }

    /**
     * The programs, by their paths.
     *
     * @param disks the machine's disks, as they are when one asks; the first is the one that it booted from
     */
    public static Map<String, Program> of(Supplier<List<Disk>> disks) {
        BlockPrograms programs = new BlockPrograms(disks);
        return Map.of("/usr/bin/lsblk", programs::lsblk, "/usr/bin/findmnt", programs::findmnt);
    }

    /**
     * A disk.
     *
     * @param bytes its size
     * @param readOnly whether it cannot be written
     */
    public record Disk(long bytes, boolean readOnly) {}

    /** A disk or its partition, as a row of {@code lsblk}. */
    private record Device(String name, String parent, int minor, long bytes, boolean readOnly, boolean mounted) {
        boolean isDisk() {
            return parent.isEmpty();
        }

        String cell(String column, boolean inBytes, boolean paths, boolean tree) throws UsageException {
            return switch (column) {
                case "NAME" -> (tree && !isDisk() ? "└─" : "") + (paths ? "/dev/" : "") + name;
                case "KNAME" -> (paths ? "/dev/" : "") + name;
                case "PATH" -> "/dev/" + name;
                case "PKNAME" -> parent.isEmpty() || !paths ? parent : "/dev/" + parent;
                case "MAJ:MIN" -> "254:" + minor;
                case "RM", "ROTA" -> "0";
                case "RO" -> readOnly ? "1" : "0";
                case "SIZE" -> inBytes ? Long.toString(bytes) : Sizes.human(bytes);
                case "TYPE" -> isDisk() ? "disk" : "part";
                case "MOUNTPOINT", "MOUNTPOINTS" -> mounted ? "/" : "";
                case "FSTYPE" -> mounted ? "ext4" : "";
                default -> throw new UsageException("unknown column: " + column);
            };
        }
    }

    private List<Device> devices() {
        List<Device> devices = new ArrayList<>();
        char letter = 'a';
        for (Disk disk : disks.get()) {
            int minor = (letter - 'a') * MINORS_PER_DISK;
            String name = "vd" + letter;
            devices.add(new Device(name, "", minor, disk.bytes(), disk.readOnly(), false));
            if (letter == 'a') {
                devices.add(new Device(name + "1", name, minor + 1, disk.bytes() - MIB, false, true));
            }
            letter++;
        }
        return devices;
    }

    private int lsblk(Invocation invocation) throws IOException {
        Options options = Options.parseAnywhere(
                invocation.operands(),
                "abdlnpro:",
                "all",
                "bytes",
                "nodeps",
                "list",
                "noheadings",
                "paths",
                "raw",
                "output:");
        List<String> columns = options.value("o")
                .or(() -> options.value("output"))
                .map(list -> List.of(list.toUpperCase(Locale.ROOT).split(",", -1)))
                .orElse(DEFAULT);
        boolean onlyDisks = has(options, "d", "nodeps");
        boolean raw = has(options, "r", "raw");
        List<Device> shown = new ArrayList<>();
        for (Device device : devices()) {
            boolean asked = options.operands().isEmpty()
                    || options.operands().contains("/dev/" + device.name)
                    || (!onlyDisks && options.operands().contains("/dev/" + device.parent));
            if (asked && (!onlyDisks || device.isDisk() || !options.operands().isEmpty())) {
                shown.add(device);
            }
        }
        for (String operand : options.operands()) {
            if (devices().stream().noneMatch(device -> operand.equals("/dev/" + device.name))) {
                invocation.complain(operand + ": not a block device");
                return NOT_A_BLOCK_DEVICE;
            }
        }
        boolean tree = !raw
                && !onlyDisks
                && !has(options, "l", "list")
                && options.operands().isEmpty();
        List<List<String>> rows = new ArrayList<>();
        if (!has(options, "n", "noheadings")) {
            rows.add(columns);
        }
        for (Device device : shown) {
            List<String> row = new ArrayList<>();
            for (String column : columns) {
                row.add(device.cell(column, has(options, "b", "bytes"), has(options, "p", "paths"), tree));
            }
            rows.add(row);
        }
        invocation.print(table(rows, raw));
        return 0;
    }

    private int findmnt(Invocation invocation) throws IOException {
        Options options =
                Options.parseAnywhere(invocation.operands(), "no:rT:", "noheadings", "output:", "raw", "target:");
        Optional<String> file = options.value("T").or(() -> options.value("target"));
        List<Device> mounted = devices().stream().filter(Device::mounted).toList();
        boolean found = file.isPresent()
                || options.operands().isEmpty()
                || mounted.stream()
                        .anyMatch(device -> options.operands().contains("/")
                                || options.operands().contains("/dev/" + device.name));
        if (!found) {
            return 1;
        }
        List<String> columns = options.value("o")
                .or(() -> options.value("output"))
                .map(list -> List.of(list.toUpperCase(Locale.ROOT).split(",", -1)))
                .orElse(MOUNT);
        List<List<String>> rows = new ArrayList<>();
        if (!has(options, "n", "noheadings")) {
            rows.add(columns);
        }
        for (Device device : mounted) {
            List<String> row = new ArrayList<>();
            for (String column : columns) {
                row.add(
                        switch (column) {
                            case "TARGET" -> "/";
                            case "SOURCE" -> "/dev/" + device.name;
                            case "FSTYPE" -> "ext4";
                            case "OPTIONS" -> "rw,relatime";
                            case "SIZE" -> Sizes.human(device.bytes);
                            default -> throw new UsageException("unknown column: " + column);
                        });
            }
            rows.add(row);
        }
        invocation.print(table(rows, has(options, "r", "raw")));
        return 0;
    }

    private static boolean has(Options options, String letter, String word) {
        return options.has(letter) || options.has(word);
    }

    private static String table(List<List<String>> rows, boolean raw) {
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(cells -> cells.get(column).length())
                        .max()
                        .orElse(0);
                String cell = row.get(i);
                line.append(i == 0 ? "" : " ").append(cell).append(raw ? "" : " ".repeat(width - cell.length()));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
