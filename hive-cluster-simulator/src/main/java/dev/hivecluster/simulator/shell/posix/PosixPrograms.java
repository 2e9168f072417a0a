package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.node.Programs;
import dev.hivecluster.simulator.shell.ShellProgram;
import java.util.HashMap;
import java.util.Map;

/** What every simulated machine has in {@code /usr/bin}. */
public final class PosixPrograms {
    private static final String DIRECTORY = "/usr/bin/";

    private PosixPrograms() {}

    /** All of them, by their paths. */
    public static Programs installed() {
        Map<String, Program> byName = new HashMap<>();
        byName.putAll(FilePrograms.all());
        byName.putAll(ListPrograms.all());
        byName.putAll(OutputPrograms.all());
        byName.putAll(TextPrograms.all());
        byName.putAll(SearchPrograms.all());
        byName.putAll(ProcessPrograms.all());
        byName.putAll(SystemPrograms.all());
        byName.putAll(Trust.programs());
        byName.put("find", new Find());
        byName.put("test", new Conditions());
        byName.put("[", new Conditions());
        byName.put("curl", new Curl());
        byName.put("sh", new ShellProgram());
        byName.put("bash", new ShellProgram());
        Map<String, Program> byPath = new HashMap<>();
        byName.forEach((name, program) -> byPath.put(DIRECTORY + name, program));
        return new Programs(byPath);
    }
}
