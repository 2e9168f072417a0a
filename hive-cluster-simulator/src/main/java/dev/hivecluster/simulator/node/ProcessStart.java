package dev.hivecluster.simulator.node;

import java.util.List;
import java.util.Map;

/**
 * What a process begins with.
 *
 * @param arguments its name and arguments
 * @param environment its variables
 * @param directory its working directory, absolute, as the machine sees it
 * @param stdin released by the process when it ends, as are the others
 */
public record ProcessStart(
        List<String> arguments,
        Map<String, String> environment,
        String directory,
        Descriptor stdin,
        Descriptor stdout,
        Descriptor stderr) {
    public ProcessStart {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
