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
    private List<Service> services = List.of();

    /** Takes note of those among the running processes, in the order in which they were started. */
    void record(List<SimulatedProcess> running) {
        services = running.stream()
                .filter(process -> process.image().program().startsAtBoot(process.arguments()))
                .map(process -> new Service(process.pid(), process.image()))
                .toList();
    }

    /**
     * Starts them again, one after another: each finds those that it needs.
     *
     * @param pause between two of them; tells whether the machine lost its power meanwhile
     */
    void start(ProcessTable processes, Pause pause) throws IOException, InterruptedException {
        for (Service service : services) {
            Invocation before = service.image.invocation();
            processes.restart(
                    service.pid,
                    service.image.program(),
                    new ProcessStart(
                            before.arguments(),
                            before.environment(),
                            before.directory(),
                            Descriptor.nothing(),
                            log(before.stdout()),
                            log(before.stderr())));
            if (pause.losesPower()) {
                return;
            }
        }
    }

    /** A time that is waited for. */
    interface Pause {
        boolean losesPower() throws InterruptedException;
    }

    private record Service(int pid, SimulatedProcess.Image image) {}

    private static Descriptor log(Descriptor before) throws IOException {
        Optional<Path> file = before.file();
        return file.isPresent()
                ? Descriptor.writing(file.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                : Descriptor.nothing();
    }
}
