package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.service.HiveServices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The tree of Hive's commands (hive contract, sections 2 and 5). */
final class HiveCommands {
    private final GlobalOptions options;
    private final List<String> words;

    private HiveCommands(GlobalOptions options, List<String> words) {
        this.options = options;
        this.words = words;
    }

    /**
     * A new tree, for one command line. Where the line names a branch, the others are left out: to make all of them takes
     * longer than most commands.
     *
     * @param options gets the flags that every command has
     * @param words the command line
     */
    static CommandLine tree(GlobalOptions options, List<String> words) {
        CommandLine hive = new HiveCommands(options, words).hive();
        hive.setCommandName("hive");
        return hive;
    }

    private CommandLine hive() {
        Map<String, Supplier<CommandLine>> groups = new LinkedHashMap<>();
        groups.put("admin", this::admin);
        groups.put("get", this::get);
        groups.put("service", this::service);
        groups.put("top", this::top);
        return group("Simulated Hive: what it does looks like Hive, and is none", groups);
    }

    private CommandLine admin() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put(
                "cluster", () -> group("All nodes at once", Map.of("shutdown", () -> command(new ShutdownCommand()))));
        commands.put("images", this::images);
        commands.put("init", () -> command(new InitCommand()));
        commands.put("join", () -> command(new JoinCommand()));
        return group("Set up and administer a cluster", commands);
    }

    private CommandLine images() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("import", () -> command(new ImagesImport()));
        commands.put("list", () -> command(new ImagesList()));
        return group("Images of operating systems", commands);
    }

    private CommandLine get() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("nodes", () -> command(new GetNodes()));
        commands.put("vms", () -> command(new GetVms()));
        return group("Show nodes and instances", commands);
    }

    private CommandLine top() {
        return group("Show what nodes use", Map.of("nodes", () -> command(new TopNodes())));
    }

    private CommandLine service() {
        Map<String, Supplier<CommandLine>> services = new LinkedHashMap<>();
        for (String name : HiveServices.NAMES) {
            services.put(name, () -> service(name));
        }
        return group("Run, end and look after this node's services", services);
    }

    private CommandLine service(String name) {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("start", () -> command(new ServiceCommand.Start(name)));
        commands.put("stop", () -> command(new ServiceCommand.Stop(name)));
        commands.put("status", () -> command(new ServiceCommand.Status(name)));
        return group("The service " + name, commands);
    }

    private CommandLine group(String description, Map<String, Supplier<CommandLine>> subcommands) {
        CommandLine group = command(new Group());
        group.getCommandSpec().usageMessage().description(description);
        boolean chosen = subcommands.keySet().stream().anyMatch(words::contains);
        subcommands.forEach((name, subcommand) -> {
            if (!chosen || words.contains(name)) {
                group.addSubcommand(name, subcommand.get());
            }
        });
        return group;
    }

    private CommandLine command(Object command) {
        CommandLine line = new CommandLine(command);
        line.addMixin("global", options);
        line.setUsageHelpWidth(120);
        line.getCommandSpec()
                .usageMessage()
                .synopsisHeading("%nUsage:%n  ")
                .commandListHeading("%nAvailable Commands:%n")
                .optionListHeading("%nFlags:%n");
        return line;
    }

    static String usage(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF);
    }

    /** A word that only others follow. */
    @Command
    private static final class Group {}

    /** A command that asks the daemons of all nodes. */
    abstract static class Asking implements HiveCommand {
        @Option(names = "--timeout", paramLabel = "duration", description = "how long answers are collected")
        private String timeout = "3s";

        String timeout() {
            return timeout;
        }
    }
}
