package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that every machine has, node or guest. */
final class SystemFiles {
    private static final List<String> DIRECTORIES = List.of("/etc", "/usr/bin", "/var/log");

    private SystemFiles() {}

    /**
     * Writes what is missing, before the machine's first process; of the processes of before, nothing is left.
     *
     * @param login the machine's name, and whose home directory there is
     * @param programs what is installed
     */
    static void install(FileTree files, Login login, Programs programs) throws IOException {
        for (String directory : DIRECTORIES) {
            Files.createDirectories(files.resolve(directory));
        }
        Files.createDirectories(files.resolve(login.home()));
        Path bin = files.locate("/bin");
        if (Files.notExists(bin)) {
            Files.createSymbolicLink(bin, Path.of("usr/bin"));
        }
        Files.writeString(files.resolve("/etc/hostname"), login.machine() + "\n");
        programs.install(files);
        files.delete(ProcessFiles.DIRECTORY);
    }
}
