package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.model.PosixQuoting;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machine's image has Hive already: finds it on the search path, or where Hive's own installers put it. */
final class Preinstalled implements InstallStrategy {
    private static final String PLUGIN = "nbdkit-viperblock-plugin.so";

    /** Absolute, or relative to the home directory; the first that is there is taken. */
    private static final List<String> PLACES = List.of(
            "/usr/local/bin/hive",
            "/opt/hive/bin/hive",
            "Development/mulga/hive/bin/hive",
            "/opt/hive/lib/" + PLUGIN,
            "/usr/local/lib/" + PLUGIN,
            "Development/mulga/viperblock/lib/" + PLUGIN);

    @Override
    public Installation install(NodeSession session, Activity activity)
            throws ConfigureException, InterruptedException {
        // One round trip; ls names those of its arguments that exist, and fails because of the others.
        Command look = Command.of(
                "sh", "-c", "pwd; command -v hive; ls -d " + PosixQuoting.quote(PLACES) + " 2>/dev/null; true");
        CommandResult found = session.run(look, activity);
        List<String> lines = new ArrayList<>(found.stdout().lines().toList());
        if (lines.isEmpty() || !lines.get(0).startsWith("/")) {
            throw session.failure(
                    "the home directory cannot be found out", found.status(), look, activity.redact(found.stdout()));
        }
        String home = lines.remove(0);
        Optional<String> binary = first(lines, "/hive");
        if (binary.isEmpty()) {
            throw session.failure(
                    "there is no program hive: neither on the search path nor in any of %s. Install Hive in the image of the machines"
                            .formatted(PLACES.stream()
                                    .filter(place -> place.endsWith("/hive"))
                                    .toList()),
                    found.status(),
                    look,
                    "");
        }
        return new Installation(
                home, absolute(home, binary.get()), first(lines, "/" + PLUGIN).map(place -> absolute(home, place)));
    }

    private static Optional<String> first(List<String> lines, String ending) {
        return lines.stream().filter(line -> line.endsWith(ending)).findFirst();
    }

    private static String absolute(String home, String path) {
        return path.startsWith("/") ? path : home + "/" + path;
    }
}
