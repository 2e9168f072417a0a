package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.service.HiveServices;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The tree of Hive's commands (hive contract, sections 2 and 5). */
final class HiveCommands {
    private HiveCommands() {}

    /**
     * A new tree, for one command line.
     *
     * @param options gets the flags that every command has
     */
    static CommandLine tree(GlobalOptions options) {
        CommandLine images =
                group("Images of operating systems", options).addSubcommand("list", command(new ImagesList(), options));
        CommandLine cluster =
                group("All nodes at once", options).addSubcommand("shutdown", command(new ShutdownCommand(), options));
        CommandLine admin = group("Set up and administer a cluster", options)
                .addSubcommand("cluster", cluster)
                .addSubcommand("images", images)
                .addSubcommand("init", command(new InitCommand(), options))
                .addSubcommand("join", command(new JoinCommand(), options));
        CommandLine get = group("Show nodes and instances", options)
                .addSubcommand("nodes", command(new GetNodes(), options))
                .addSubcommand("vms", command(new GetVms(), options));
        CommandLine top =
                group("Show what nodes use", options).addSubcommand("nodes", command(new TopNodes(), options));
        CommandLine service = group("Run, end and look after this node's services", options);
        for (String name : HiveServices.NAMES) {
            service.addSubcommand(
                    name,
                    group("The service " + name, options)
                            .addSubcommand("start", command(new ServiceCommand.Start(name), options))
                            .addSubcommand("stop", command(new ServiceCommand.Stop(name), options))
                            .addSubcommand("status", command(new ServiceCommand.Status(name), options)));
        }
        CommandLine hive = group("Simulated Hive: what it does looks like Hive, and is none", options)
                .addSubcommand("admin", admin)
                .addSubcommand("get", get)
                .addSubcommand("service", service)
                .addSubcommand("top", top);
        hive.setCommandName("hive");
        return hive;
    }

    private static CommandLine group(String description, GlobalOptions options) {
        CommandLine group = command(new Group(), options);
        group.getCommandSpec().usageMessage().description(description);
        return group;
    }

    private static CommandLine command(Object command, GlobalOptions options) {
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
