package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.util.List;

/** What a process runs. One program serves many processes at the same time. */
@FunctionalInterface
public interface Program {
    /**
     * Runs it to its end.
     *
     * @return its exit status, 0 to 255
     * @throws IOException reported on the process's standard error; the status is then 1
     * @throws InterruptedException when the process was ended
     */
    int run(Invocation invocation) throws IOException, InterruptedException;

    /**
     * Whether the machine's init runs it again when the machine boots, if it ran when the machine lost its power.
     *
     * @param arguments its name and arguments
     */
    default boolean startsAtBoot(List<String> arguments) {
        return false;
    }
}
