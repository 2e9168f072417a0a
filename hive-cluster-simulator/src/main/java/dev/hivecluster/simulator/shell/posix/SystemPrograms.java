package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.shell.CommandLookup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Programs that say what the machine and its user are. */
final class SystemPrograms {
    private static final int KIB = 1024;

    private SystemPrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "uname", SystemPrograms::uname,
                "hostname", SystemPrograms::hostname,
                "whoami", invocation -> line(invocation, invocation.host().user()),
                "id", SystemPrograms::id,
                "date", SystemPrograms::date,
                "uptime", SystemPrograms::uptime,
                "nproc",
                        invocation -> line(
                                invocation, Integer.toString(invocation.host().cpuCores())),
                "free", SystemPrograms::free,
                "which", SystemPrograms::which,
                "ps", new Ps());
    }

    private static int line(Invocation invocation, String text) throws IOException {
        invocation.print(text + "\n");
        return 0;
    }

    private static int uname(Invocation invocation) throws IOException {
        Options options = Options.parse(invocation.operands(), "asnrmpov");
        boolean all = options.has("a");
        StringBuilder out = new StringBuilder();
        append(out, all || options.has("s") || invocation.operands().isEmpty(), "Linux");
        append(out, all || options.has("n"), invocation.host().name());
        append(out, all || options.has("r"), "6.1.0-simulated");
        append(out, all || options.has("v"), "#1 SMP");
        append(out, all || options.has("m") || options.has("p"), "x86_64");
        append(out, all || options.has("o"), "GNU/Linux");
        return line(invocation, out.toString());
    }

    private static void append(StringBuilder out, boolean wanted, String word) {
        if (wanted) {
            out.append(out.isEmpty() ? "" : " ").append(word);
        }
    }

    private static int hostname(Invocation invocation) throws IOException {
        Options options = Options.parse(invocation.operands(), "Iifs");
        boolean address = options.has("I") || options.has("i");
        return line(
                invocation,
                address ? invocation.host().address() : invocation.host().name());
    }

    private static int id(Invocation invocation) throws IOException {
        Options options = Options.parse(invocation.operands(), "ungG");
        if (options.has("u") || options.has("g") || options.has("G")) {
            return line(invocation, options.has("n") ? invocation.host().user() : Integer.toString(Users.ID));
        }
        return line(
                invocation,
                "uid=%1$d(%2$s) gid=%1$d(%2$s) groups=%1$d(%2$s)"
                        .formatted(Users.ID, invocation.host().user()));
    }

    private static int date(Invocation invocation) throws IOException {
        Options options = Options.parse(invocation.operands(), "uIR", "utc");
        ZonedDateTime now = invocation.host().clock().instant().atZone(ZoneOffset.UTC);
        if (options.operands().isEmpty()) {
            String pattern = options.has("I") ? "yyyy-MM-dd" : "EEE MMM d HH:mm:ss 'UTC' yyyy";
            return line(
                    invocation,
                    DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(now));
        }
        String format = options.operands().get(0);
        if (!format.startsWith("+")) {
            throw new UsageException("invalid date '" + format + "'");
        }
        StringBuilder out = new StringBuilder();
        int i = 1;
        while (i < format.length()) {
            boolean directive = format.charAt(i) == '%' && i + 1 < format.length();
            out.append(directive ? dateField(format.charAt(i + 1), now) : format.charAt(i));
            i += directive ? 2 : 1;
        }
        return line(invocation, out.toString());
    }

    private static String dateField(char letter, ZonedDateTime now) throws UsageException {
        String pattern = switch (letter) {
            case 's' -> "";
            case 'Y' -> "yyyy";
            case 'm' -> "MM";
            case 'd' -> "dd";
            case 'H' -> "HH";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'N' -> "nnnnnnnnn";
            case 'F' -> "yyyy-MM-dd";
            case 'T' -> "HH:mm:ss";
            case 'Z' -> "'UTC'";
            case '%' -> "'%'";
            default -> throw new UsageException("invalid format: %" + letter);
        };
        return letter == 's'
                ? Long.toString(now.toEpochSecond())
                : DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(now);
    }

    private static int uptime(Invocation invocation) throws IOException {
        Instant now = invocation.host().clock().instant();
        Duration up = Duration.between(invocation.process().table().booted(), now);
        Options options = Options.parse(invocation.operands(), "ps");
        if (options.has("p")) {
            return line(invocation, "up %d minutes".formatted(up.toMinutes()));
        }
        return line(
                invocation,
                " %s up %d min,  0 users,  load average: 0.00, 0.00, 0.00"
                        .formatted(
                                DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
                                        .format(now.atZone(ZoneOffset.UTC)),
                                up.toMinutes()));
    }

    private static int free(Invocation invocation) throws IOException {
        Options options = Options.parse(invocation.operands(), "mghkb");
        Host host = invocation.host();
        long total = host.memoryMb();
        String shown = options.has("h")
                ? Sizes.human(total * KIB * KIB)
                : Long.toString(options.has("m") ? total : options.has("g") ? total / KIB : total * KIB);
        invocation.print("%-7s %11s %11s %11s%n".formatted("", "total", "used", "free"));
        return line(invocation, "%-7s %11s %11s %11s".formatted("Mem:", shown, "0", shown));
    }

    private static int which(Invocation invocation) throws IOException {
        int status = 0;
        CommandLookup lookup = CommandLookup.of(invocation);
        List<String> names = Options.parse(invocation.operands(), "a").operands();
        for (String name : names) {
            Optional<String> path = lookup.locate(name);
            if (path.isPresent()) {
                invocation.print(path.get() + "\n");
            } else {
                status = 1;
            }
        }
        return names.isEmpty() ? 1 : status;
    }
}
