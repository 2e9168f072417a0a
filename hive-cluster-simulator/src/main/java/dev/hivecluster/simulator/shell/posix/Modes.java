package dev.hivecluster.simulator.shell.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File modes: octal as in {@code 0644}, symbolic as in {@code u+x,go-w}. */
final class Modes {
    private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)([+=-])([rwxX]*)");
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private Modes() {}

    /** The mode of a file, as in {@code 0644}; without the bits above the permissions. */
    static int of(Path file) throws IOException {
        int mode = 0;
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        for (int bit = 0; bit < BITS.length; bit++) {
            if (permissions.contains(BITS[bit])) {
                mode |= 1 << bit;
            }
        }
        return mode;
    }

    static void apply(Path file, String mode) throws IOException {
        int bits = mode.matches("[0-7]{1,4}") ? Integer.parseInt(mode, 8) & 0777 : symbolic(file, mode);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((bits & (1 << bit)) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        Files.setPosixFilePermissions(file, permissions);
    }

    private static int symbolic(Path file, String mode) throws IOException {
        int bits = of(file);
        for (String clause : mode.split(",", -1)) {
            Matcher matcher = CLAUSE.matcher(clause);
            if (!matcher.matches()) {
                throw new UsageException("invalid mode: '" + mode + "'");
            }
            String who = matcher.group(1).isEmpty() ? "a" : matcher.group(1);
            int permission = 0;
            for (char letter : matcher.group(3).toCharArray()) {
                permission |= switch (letter) {
                    case 'r' -> 4;
                    case 'w' -> 2;
                    case 'x' -> 1;
                    default -> Files.isDirectory(file) || (bits & 0111) != 0 ? 1 : 0;
                };
            }
            int changed = 0;
            int mask = 0;
            for (int shift : new int[] {6, 3, 0}) {
                char letter = shift == 6 ? 'u' : shift == 3 ? 'g' : 'o';
                if (who.indexOf(letter) >= 0 || who.indexOf('a') >= 0) {
                    changed |= permission << shift;
                    mask |= 7 << shift;
                }
            }
            bits = switch (matcher.group(2)) {
                case "+" -> bits | changed;
                case "-" -> bits & ~changed;
                default -> (bits & ~mask) | changed;
            };
        }
        return bits;
    }
}
