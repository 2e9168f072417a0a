package dev.hivecluster.e2e;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.ShellException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Commands on a node of a cluster, in the home directory, without colours. */
final class HiveCommand {
    /** Relative to the home directory, in which commands run. */
    static final String CONFIGURATION = "hive/config";

    /** Hive is where its installers put it, which need not be on the search path of a login by SSH. */
    private static final String RUN_HIVE =
            "PATH=\"$PATH:/usr/local/bin:/opt/hive/bin:$HOME/Development/mulga/hive/bin\"; hive \"$@\"";

    private final Cluster cluster;
    private final Node node;

    HiveCommand(Cluster cluster, Node node) {
        this.cluster = cluster;
        this.node = node;
    }

    /** How Hive itself calls the node. */
    static String nameOf(Node node) {
        return "node" + node.index();
    }

    /** {@code hive} with the node's configuration. */
    CommandResult hive(String... arguments) throws ShellException, InterruptedException {
        return run(command(arguments));
    }

    /** The same for what takes longer than commands do. */
    CommandResult longHive(Duration limit, String... arguments) throws ShellException, InterruptedException {
        return run(command(arguments).within(limit));
    }

    private static Command command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", RUN_HIVE, "hive"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", CONFIGURATION + "/hive.toml"));
        return Command.of(all);
    }

    /** A command that asks all nodes, in upstream's time: {@code hive get nodes}. It always takes that long. */
    CommandResult ask(String verb, String what) throws ShellException, InterruptedException {
        return hive(verb, what, "--timeout", "5s");
    }

    /** A script for {@code sh}. */
    CommandResult script(String script) throws ShellException, InterruptedException {
        return run(Command.of("sh", "-c", script));
    }

    private CommandResult run(Command command) throws ShellException, InterruptedException {
        return cluster.shell(node).run(command.with("NO_COLOR", "1"));
    }
}
