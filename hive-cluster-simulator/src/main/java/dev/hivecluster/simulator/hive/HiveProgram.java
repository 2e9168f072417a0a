package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.node.SimulatedNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code hive}: the program by which a machine is made part of a cluster and its services run. */
public final class HiveProgram implements Program {
    /** The program on a machine of {@value SimulatedNode#USER}, by the paths that it is installed at. */
    public static Map<String, Program> installed() {
        return installed(SimulatedNode.USER);
    }

    /**
     * The program, by the paths that it is installed at.
     *
     * @param user who logs in to the machine
     */
    public static Map<String, Program> installed(String user) {
        HiveProgram hive = new HiveProgram();
        return Stream.of("/usr/local/bin/hive", "/home/%s/hive/bin/hive".formatted(user))
                .collect(Collectors.toUnmodifiableMap(path -> path, path -> hive));
    }

    @Override
    public boolean startsAtBoot(List<String> arguments) {
        int service = arguments.indexOf("service");
        return service > 0 && arguments.subList(service, arguments.size()).contains("start");
    }

    @Override
    public int run(Invocation invocation) throws IOException, InterruptedException {
        GlobalOptions options = new GlobalOptions();
        CommandLine root = HiveCommands.tree(options, invocation.operands());
        HiveSession session = new HiveSession(invocation, options);
        ParseResult parsed;
        try {
            parsed = root.parseArgs(invocation.operands().toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
        } catch (ParameterException e) {
            return options.isHelp() ? help(session, e.getCommandLine()) : misused(session, e);
        }
        CommandLine chosen = parsed.commandSpec().commandLine();
        if (options.isHelp() || !(parsed.commandSpec().userObject() instanceof HiveCommand command)) {
            return help(session, chosen);
        }
        try {
            return command.run(session);
        } catch (HiveFailure e) {
            session.err(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private static int help(HiveSession session, CommandLine command) throws IOException {
        session.invocation().print(HiveCommands.usage(command));
        return 0;
    }

    /** A command line that is not understood: what is wrong, and how it is done. */
    private static int misused(HiveSession session, ParameterException error) throws IOException {
        CommandLine command = error.getCommandLine();
        boolean group = !(command.getCommandSpec().userObject() instanceof HiveCommand);
        if (error instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            if (group && command.getParent() == null) {
                session.err("Error: unknown command \"%s\" for \"hive\""
                        .formatted(unmatched.getUnmatched().get(0)));
                session.err("Run 'hive --help' for usage.");
                return 1;
            }
            if (group) {
                return help(session, command);
            }
        }
        session.err("Error: " + problem(error));
        session.invocation().printError(HiveCommands.usage(command) + "\n");
        return 1;
    }

    private static String problem(ParameterException error) {
        if (error instanceof MissingParameterException missing) {
            return missing.getMissing().stream()
                    .filter(CommandLine.Model.ArgSpec::isOption)
                    .map(argument -> "\""
                            + ((CommandLine.Model.OptionSpec) argument)
                                    .longestName()
                                    .substring(2) + "\"")
                    .sorted()
                    .collect(Collectors.joining(", ", "required flag(s) ", " not set"));
        }
        if (error instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            return unmatched.isUnknownOption()
                    ? "unknown flag: " + first
                    : "unknown command \"%s\" for \"%s\""
                            .formatted(
                                    first,
                                    error.getCommandLine().getCommandSpec().qualifiedName());
        }
        return String.valueOf(error.getMessage());
    }
}
