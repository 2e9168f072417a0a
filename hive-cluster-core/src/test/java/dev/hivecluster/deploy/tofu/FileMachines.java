package dev.hivecluster.deploy.tofu;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.event.EventSink;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A hypervisor whose machines are files that a module of the real tofu makes ({@code files/main.tf}). */
final class FileMachines implements Hypervisor {
    private final Path backend;
    private volatile boolean down;

    FileMachines(Path backend) throws IOException {
        this.backend = backend;
        Files.createDirectories(backend.resolve("machines"));
    }

    static Path module() {
        try {
            return Path.of(requireNonNull(FileMachines.class.getResource("files/main.tf"))
                            .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path backend() {
        return backend;
    }

    /** From now on the API does not answer. */
    void goDown(boolean isDown) {
        down = isDown;
    }

    /** The next making of the machine fails with this message, after it came into being. */
    void failMaking(String name, String message) throws IOException {
        Files.writeString(backend.resolve("fail-make-" + name), message);
    }

    /** Somebody else is quicker: the next time the machine is made, its id is that of a foreign one, which tofu does not notice. */
    void stealId(String name) throws IOException {
        Files.writeString(backend.resolve("steal-" + name), "");
    }

    /** Every destroying of the machine by tofu fails with this message. */
    void failDestroying(String name, String message) throws IOException {
        Files.writeString(backend.resolve("fail-destroy-" + name), message);
    }

    /** Making the machine does not end until {@link #goOn}. */
    void stall(String name) throws IOException {
        Files.writeString(backend.resolve("slow-" + name), "");
    }

    void goOn(String name) throws IOException {
        Files.deleteIfExists(backend.resolve("slow-" + name));
    }

    /** A machine that somebody else made. */
    void add(String id, String name, String cluster, String recordId) throws IOException {
        Files.writeString(backend.resolve("machines").resolve(id), "%s %s %s ON\n".formatted(name, cluster, recordId));
    }

    /** As a person would do it, behind tofu's back. */
    void deleteByHand(String id) throws IOException {
        Files.delete(backend.resolve("machines").resolve(id));
    }

    @Override
    public List<TaggedMachine> machines() throws DeployException {
        requireUp();
        List<TaggedMachine> machines = new ArrayList<>();
        try (Stream<Path> files = Files.list(backend.resolve("machines"))) {
            for (Path file : files.sorted().toList()) {
                String[] words = Files.readString(file).strip().split(" ", -1);
                assertThat(words).hasSize(4);
                String id = String.valueOf(file.getFileName());
                machines.add(new TaggedMachine(
                        new Machine(words[0], id, words[2], Machine.Power.valueOf(words[3])),
                        words[1],
                        String.valueOf(backend.getFileName()),
                        MachineTag.UNKNOWN));
            }
        } catch (NoSuchFileException gone) {
            return machines();
        } catch (IOException e) {
            throw new DeployException(e.toString(), e);
        }
        machines.sort((a, b) -> a.machine().name().compareTo(b.machine().name()));
        return machines;
    }

    @Override
    public List<String> remnants(String recordId) throws DeployException {
        requireUp();
        Path disk = backend.resolve("disk-" + recordId);
        return Files.exists(disk) ? List.of(String.valueOf(disk.getFileName())) : List.of();
    }

    @Override
    public void destroy(TaggedMachine machine, EventSink events) throws DeployException {
        requireUp();
        delete(backend.resolve("machines").resolve(machine.machine().id()));
    }

    @Override
    public void destroyRemnants(String recordId, EventSink events) throws DeployException {
        requireUp();
        delete(backend.resolve("disk-" + recordId));
    }

    @Override
    public void powerOff(TaggedMachine machine) throws DeployException {
        power(machine, Machine.Power.OFF);
    }

    @Override
    public void powerOn(TaggedMachine machine) throws DeployException {
        power(machine, Machine.Power.ON);
    }

    @Override
    public void tag(TaggedMachine machine, MachineTag tag) {
        throw new UnsupportedOperationException("no test needs it");
    }

    private void power(TaggedMachine machine, Machine.Power power) throws DeployException {
        requireUp();
        try {
            Files.writeString(
                    backend.resolve("machines").resolve(machine.machine().id()),
                    "%s %s %s %s\n"
                            .formatted(
                                    machine.machine().name(),
                                    machine.cluster(),
                                    machine.machine().recordId(),
                                    power));
        } catch (IOException e) {
            throw new DeployException(e.toString(), e);
        }
    }

    private void requireUp() throws DeployException {
        if (down) {
            throw new DeployException("the API of the files does not answer");
        }
    }

    private static void delete(Path file) throws DeployException {
        try {
            Trees.delete(file);
        } catch (IOException e) {
            throw new DeployException(e.toString(), e);
        }
    }
}
