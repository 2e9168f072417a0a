package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses the dialect by asking the installed binary. */
final class Dialects {
    private static final Pattern SUBCOMMAND = Pattern.compile("(?m)^ {2,}([a-z][a-z-]*)(?: {2,}|$)");
    private static final Set<String> OF_HIVE_02 = Set.of("admin", "get", "service", "top");

    private Dialects() {}

    /** @throws ConfigureException if the binary is not Hive, or of a generation that is not known here */
    static Dialect ask(NodeSession session, Installation hive, Activity activity)
            throws ConfigureException, InterruptedException {
        // Hive 0.2 knows no version command and no --version; a later one has the command (contract, section 10).
        Command help = Command.of(hive.binary(), "--help");
        CommandResult answer = session.run(help, activity);
        Set<String> commands = SUBCOMMAND
                .matcher(answer.stdout())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        if (!commands.containsAll(OF_HIVE_02)) {
            throw session.failure(
                    "this is not Hive: its help names none of its commands %s".formatted(OF_HIVE_02),
                    answer.status(),
                    help,
                    activity.redact(answer.stdout()));
        }
        if (commands.contains("version")) {
            throw session.failure(
                    "this Hive is newer than 0.2, the only one that can be configured yet: it knows the command version",
                    answer.status(),
                    help,
                    "");
        }
        return new Hive02();
    }
}
