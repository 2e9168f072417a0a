package dev.hivecluster.configure;

import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.CommandTimeoutException;
import dev.hivecluster.remote.OutputListener;
import dev.hivecluster.remote.RunningCommand;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.ShellException;
import dev.hivecluster.remote.Tunnel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A session with a {@link FakeNode}: the few programs that configuring a node takes. */
final class FakeShell implements Shell {
    private static final Pattern START = Pattern.compile("hive service (\\S+) start");

    private final FakeCluster cluster;
    private final FakeNode node;
    private final AtomicBoolean closed = new AtomicBoolean();

    FakeShell(FakeCluster cluster, FakeNode node) {
        this.cluster = cluster;
        this.node = node;
    }

    @Override
    public String host() {
        return node.node().name();
    }

    @Override
    public CommandResult run(Command command, OutputListener listener) throws ShellException, InterruptedException {
        node.requireReachable();
        node.record(command.line());
        CommandResult result = dispatch(command, listener);
        node.requireReachable();
        result.stdout().lines().forEach(listener::stdout);
        result.stderr().lines().forEach(listener::stderr);
        return result;
    }

    @Override
    public RunningCommand start(Command command, OutputListener listener) {
        FakeRunningCommand running = new FakeRunningCommand(() -> run(command, listener));
        running.begin();
        return running;
    }

    @Override
    public Tunnel forward(String target, int port) {
        throw new UnsupportedOperationException("configuring needs no tunnel");
    }

    private CommandResult dispatch(Command command, OutputListener listener)
            throws ShellException, InterruptedException {
        List<String> arguments = command.arguments();
        List<String> operands = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "test" -> result(node.files().containsKey(arguments.get(2)) ? 0 : 1, "");
            case "sh" -> script(arguments.get(2));
            case "cat" -> cat(operands);
            case "ls" ->
                operands.get(0).equals("-1") ? names(operands.get(1)) : list(operands.subList(1, operands.size()));
            case "ps" -> result(0, processes());
            case "kill" -> kill(operands);
            case "rm" -> remove(operands.subList(1, operands.size()));
            case "tail" -> cat(List.of(operands.get(2)));
            case "curl" -> formationHealth(operands.get(operands.size() - 1));
            case FakeNode.BINARY -> hive(operands, listener);
            default -> result(127, "", arguments.get(0) + ": not found");
        };
    }

    private CommandResult script(String script) {
        Matcher start = START.matcher(script);
        if (start.find()) {
            return result(0, node.startService(start.group(1)) + "\n");
        }
        return result(
                0, FakeNode.HOME + "\n" + (node.files().containsKey(FakeNode.BINARY) ? FakeNode.BINARY + "\n" : ""));
    }

    private CommandResult cat(List<String> paths) {
        StringBuilder text = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        for (String path : paths) {
            String content = node.files().get(path);
            if (content == null) {
                errors.append("cat: ").append(path).append(": No such file or directory\n");
            } else {
                text.append(content);
            }
        }
        return result(errors.length() == 0 ? 0 : 1, text.toString(), errors.toString());
    }

    private CommandResult list(List<String> paths) {
        String missing = paths.stream()
                .filter(path -> !node.files().containsKey(path))
                .map(path -> "ls: cannot access '" + path + "'\n")
                .collect(Collectors.joining());
        return result(missing.isEmpty() ? 0 : 2, "", missing);
    }

    private CommandResult names(String directory) {
        String prefix = directory + "/";
        return result(
                0,
                node.files().keySet().stream()
                        .filter(file -> file.startsWith(prefix))
                        .map(file -> file.substring(prefix.length()) + "\n")
                        .sorted()
                        .collect(Collectors.joining()));
    }

    private String processes() {
        return "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n"
                + new TreeMap<>(node.processes())
                        .entrySet().stream()
                                .map(process -> "tf-user %d 0.0 0.1 1234 567 ? Ssl 10:00 0:00 %s%n"
                                        .formatted(process.getKey(), process.getValue()))
                                .collect(Collectors.joining());
    }

    private CommandResult kill(List<String> operands) {
        List<Long> pids =
                operands.subList(1, operands.size()).stream().map(Long::valueOf).toList();
        boolean all = node.processes().keySet().containsAll(pids);
        for (long pid : pids) {
            if (operands.get(0).equals("-KILL") || (operands.get(0).equals("-TERM") && !node.isStubborn(pid))) {
                node.processes().remove(pid);
            }
        }
        return result(all ? 0 : 1, "", all ? "" : "kill: no such process");
    }

    private CommandResult remove(List<String> paths) {
        for (String path : paths) {
            node.files().keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
        }
        return result(0, "");
    }

    private CommandResult formationHealth(String url) {
        boolean mine = url.equals("http://10.0.0.1:4432/formation/health");
        return mine && cluster.formation() != null ? result(0, "ok") : result(7, "", "curl: (7) Failed to connect");
    }

    private CommandResult hive(List<String> arguments, OutputListener listener)
            throws ShellException, InterruptedException {
        String line = String.join(" ", arguments);
        if (line.equals("--help")) {
            return result(0, node.help());
        }
        if (line.startsWith("get nodes")) {
            return result(0, cluster.nodeTable());
        }
        if (line.startsWith("get vms")) {
            return result(0, "No VMs found\n");
        }
        Map<String, String> flags = new TreeMap<>();
        for (int i = 2; i + 1 < arguments.size(); i += 2) {
            flags.put(arguments.get(i), arguments.get(i + 1));
        }
        return line.startsWith("admin init") ? init(flags, listener) : join(flags, listener);
    }

    private CommandResult init(Map<String, String> flags, OutputListener listener)
            throws ShellException, InterruptedException {
        if (node.files().containsKey(FakeNode.CONFIG + "/hive.toml") || node.fault() == FakeNode.Fault.FORMS_NOTHING) {
            return result(0, "Hive already initialized!\n");
        }
        if (node.fault() == FakeNode.Fault.REFUSED) {
            return result(1, "", "listen tcp 10.0.0.1:4432: bind: address already in use");
        }
        int expected = Integer.parseInt(flags.getOrDefault("--nodes", "3"));
        FakeFormation formation = cluster.lead(flags.getOrDefault("--node", ""), expected);
        listener.stdout("   Secret Key: " + FakeCluster.SECRET_KEY);
        try {
            cluster.await(node, formation::isComplete);
            node.writeConfiguration(formation, cluster.all());
            if (expected > 1) {
                // It lingers: only a signal ends it sooner, and the tests' limit is far below the real one's time.
                cluster.await(node, () -> false);
            }
            return result(0, "");
        } finally {
            cluster.endFormation();
        }
    }

    private CommandResult join(Map<String, String> flags, OutputListener listener)
            throws ShellException, InterruptedException {
        FakeFormation formation = cluster.formation();
        if (formation == null) {
            return result(1, "", "connection refused");
        }
        if (node.fault() == FakeNode.Fault.HANGS) {
            cluster.await(node, () -> formation.joined() == formation.expected() - 1);
            throw new CommandTimeoutException("join exceeded its limit");
        }
        if (node.fault() == FakeNode.Fault.DIES) {
            node.die();
            node.requireReachable();
        }
        String name = flags.getOrDefault("--node", "");
        if (node.fault() == FakeNode.Fault.REFUSED) {
            return result(1, "", "Failed to join cluster: node \"%s\" already registered".formatted(name));
        }
        listener.stdout("   waiting (%d/%d nodes joined)".formatted(formation.joined() + 1, formation.expected()));
        synchronized (cluster) {
            if (!formation.register(name)) {
                return result(1, "", "Failed to join cluster: node \"%s\" already registered".formatted(name));
            }
            cluster.notifyAll();
        }
        cluster.await(node, formation::isComplete);
        node.writeConfiguration(formation, cluster.all());
        return result(0, "joined\n");
    }

    @Override
    public void upload(byte[] content, String path, int mode) {
        throw new UnsupportedOperationException("nothing is uploaded");
    }

    @Override
    public byte[] download(String path) {
        throw new UnsupportedOperationException("nothing is downloaded");
    }

    @Override
    public void download(String path, Path target) {
        throw new UnsupportedOperationException("nothing is downloaded");
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            node.sessionClosed();
        }
    }

    private static CommandResult result(int status, String stdout) {
        return result(status, stdout, "");
    }

    private static CommandResult result(int status, String stdout, String stderr) {
        return new CommandResult(status, stdout, stderr, Duration.ZERO);
    }
}
