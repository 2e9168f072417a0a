package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.ProcessTable;
import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.node.SimulatedProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ps}: {@code aux}, {@code -ef}, and {@code -o} with a list of columns. */
final class Ps implements Program {
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final List<String> AUX =
            List.of("user", "pid", "pcpu", "pmem", "vsz", "rss", "tty", "stat", "start", "time", "args");
    private static final List<String> FULL = List.of("user", "pid", "ppid", "c", "stime", "tty", "time", "args");
    private static final List<String> SHORT = List.of("pid", "tty", "time", "comm");

    /** A process, as it is shown. */
    private record Row(int pid, int parent, int session, Instant started, List<String> arguments, String state) {
        static Row of(SimulatedProcess process) {
            return new Row(
                    process.pid(),
                    process.parent(),
                    process.session(),
                    process.started(),
                    process.arguments(),
                    process.pid() == process.session() ? "Ss" : "S");
        }
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        List<String> columns = SHORT;
        boolean all = false;
        boolean header = true;
        List<Integer> pids = new ArrayList<>();
        List<String> rest = new ArrayList<>(invocation.operands());
        while (!rest.isEmpty()) {
            String argument = rest.remove(0);
            if (argument.matches("-?[a-zA-Z]*o") || argument.matches("-o.+") || argument.equals("--format")) {
                String list = argument.matches("-o.+") ? argument.substring(2) : next(argument, rest);
                all |= argument.matches("-[eA]+o|[ax]+o");
                header = !list.endsWith("=");
                columns = List.of(list.replace("=", "").split("[, ]+", -1));
            } else if (argument.equals("-p") || argument.equals("p")) {
                for (String pid : next(argument, rest).split("[, ]+", -1)) {
                    pids.add(Numbers.parse(pid));
                }
            } else if (argument.startsWith("-")) {
                all |= argument.contains("e") || argument.contains("A");
                columns = argument.contains("f") ? FULL : columns;
            } else {
                all |= argument.contains("a") || argument.contains("x");
                columns = argument.contains("u") ? AUX : columns;
            }
        }
        List<Row> rows = rows(invocation, all, pids);
        invocation.print(table(rows, columns, header, invocation));
        return rows.isEmpty() ? 1 : 0;
    }

    private static String next(String option, List<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException("option requires an argument -- '" + option + "'");
        }
        return rest.remove(0);
    }

    private static List<Row> rows(Invocation invocation, boolean all, List<Integer> pids) {
        ProcessTable table = invocation.process().table();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(ProcessTable.INIT, 0, ProcessTable.INIT, table.booted(), List.of("/sbin/init"), "Ss"));
        table.all().forEach(process -> rows.add(Row.of(process)));
        int session = invocation.process().session();
        return rows.stream()
                .filter(row -> pids.isEmpty() ? all || row.session == session : pids.contains(row.pid))
                .toList();
    }

    private static String table(List<Row> rows, List<String> columns, boolean header, Invocation invocation)
            throws UsageException {
        List<List<String>> lines = new ArrayList<>();
        if (header) {
            List<String> titles = new ArrayList<>();
            for (String column : columns) {
                titles.add(title(column));
            }
            lines.add(titles);
        }
        Instant now = invocation.host().clock().instant();
        for (Row row : rows) {
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                cells.add(cell(column, row, now, invocation.host().user()));
            }
            lines.add(cells);
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            for (int i = 0; i < columns.size(); i++) {
                boolean last = i == columns.size() - 1;
                int column = i;
                int width = lines.stream()
                        .mapToInt(cells -> cells.get(column).length())
                        .max()
                        .orElse(0);
                String cell = line.get(i);
                String padding = " ".repeat(width - cell.length());
                boolean number = "pid ppid sid vsz rss".contains(columns.get(i));
                out.append(i == 0 ? "" : " ").append(number ? padding + cell : last ? cell : cell + padding);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String title(String column) throws UsageException {
        return switch (column) {
            case "args", "cmd", "command" -> "COMMAND";
            case "comm", "ucmd" -> "CMD";
            case "pcpu", "%cpu" -> "%CPU";
            case "pmem", "%mem" -> "%MEM";
            case "user",
                    "uid",
                    "pid",
                    "ppid",
                    "sid",
                    "vsz",
                    "rss",
                    "tty",
                    "stat",
                    "start",
                    "stime",
                    "time",
                    "c",
                    "etime",
                    "etimes" -> column.toUpperCase(Locale.ROOT);
            default -> throw new UsageException("unknown user-defined format specifier \"" + column + "\"");
        };
    }

    private static String cell(String column, Row row, Instant now, String user) throws UsageException {
        String command = row.arguments.get(0);
        return switch (column) {
            case "args", "cmd", "command" -> String.join(" ", row.arguments);
            case "comm", "ucmd" -> command.substring(command.lastIndexOf('/') + 1);
            case "user" -> row.pid == ProcessTable.INIT ? "root" : user;
            case "uid" -> row.pid == ProcessTable.INIT ? "0" : Integer.toString(Users.ID);
            case "pid" -> Integer.toString(row.pid);
            case "ppid" -> Integer.toString(row.parent);
            case "sid" -> Integer.toString(row.session);
            case "pcpu", "%cpu", "pmem", "%mem" -> "0.0";
            case "vsz", "rss", "c" -> "0";
            case "tty" -> "?";
            case "stat" -> row.state;
            case "start", "stime" -> STARTED.format(row.started.atOffset(ZoneOffset.UTC));
            case "time" -> "0:00";
            case "etimes" -> Long.toString(Duration.between(row.started, now).toSeconds());
            case "etime" -> {
                long seconds = Duration.between(row.started, now).toSeconds();
                yield "%02d:%02d".formatted(seconds / 60, seconds % 60);
            }
            default -> throw new UsageException("unknown user-defined format specifier \"" + column + "\"");
        };
    }
}
