package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What the machine's init runs at boot: the services that were running when the power went, with the command lines,
 * environments and log files that they had.
 */
final class BootServices {
    private List<SimulatedProcess.Image> services = List.of();

    /** Takes note of those among the running processes, in the order in which they were started. */
    void record(List<SimulatedProcess> running) {
        services = running.stream()
                .map(SimulatedProcess::image)
                .filter(image -> image.program().startsAtBoot(image.invocation().arguments()))
                .toList();
    }

    /** Starts them again. */
    void start(ProcessTable processes) throws IOException {
        for (SimulatedProcess.Image service : services) {
            Invocation before = service.invocation();
            processes.start(
                    service.program(),
                    new ProcessStart(
                            before.arguments(),
                            before.environment(),
                            before.directory(),
                            Descriptor.nothing(),
                            log(before.stdout()),
                            log(before.stderr())),
                    null,
                    false);
        }
    }

    private static Descriptor log(Descriptor before) throws IOException {
        Optional<Path> file = before.file();
        return file.isPresent()
                ? Descriptor.writing(file.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                : Descriptor.nothing();
    }
}
