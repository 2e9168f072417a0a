package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.model.PosixQuoting;
import dev.hivecluster.simulator.node.BootTask;
import dev.hivecluster.simulator.node.Descriptor;
import dev.hivecluster.simulator.node.FileTree;
import dev.hivecluster.simulator.node.ProcessStart;
import dev.hivecluster.simulator.node.ProcessTable;
import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.proxmox.CloudConfig.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * cloud-init on a guest: boot commands at each boot, files and commands at the first one only. As with the real one, a
 * command that fails stops nothing; what it said is in {@code /var/log/cloud-init-output.log}.
 */
final class CloudInit implements BootTask {
    private static final String SHELL = "/usr/bin/sh";
    private static final String LOG = "/var/log/cloud-init-output.log";
    private static final String DIRECTORY = "/var/lib/cloud/instance";
    private static final String TEMPORARY_FILES = "/etc/tmpfiles.d";
    private static final List<String> DIRECTORIES = List.of(TEMPORARY_FILES, "/etc/ssh/sshd_config.d", "/etc/sysctl.d");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOME", "/root", "USER", "root", "PATH", "/usr/local/bin:/usr/bin:/bin");

    /** Type, path, mode, user, group, age, content. */
    private static final int TEMPORARY_FILE_FIELDS = 7;

    private final CloudConfig config;

    CloudInit(CloudConfig config) {
        this.config = config;
    }

    @Override
    public void run(FileTree files, ProcessTable processes) throws IOException, InterruptedException {
        for (String directory : DIRECTORIES) {
            Files.createDirectories(files.resolve(directory));
        }
        temporaryFiles(files);
        script(files, processes, "bootcmd", config.bootCommands());
        Path done = files.resolve(DIRECTORY + "/boot-finished");
        if (Files.exists(done)) {
            return;
        }
        List<String> first = new ArrayList<>();
        for (WrittenFile file : config.files()) {
            write(files, file);
            first.add("chmod " + PosixQuoting.quote(List.of(file.permissions(), file.path())));
        }
        first.addAll(config.commands());
        script(files, processes, "runcmd", first);
        Files.createDirectories(done.getParent());
        Files.writeString(done, "");
    }

    /** Makes those files that are made at each boot, as systemd-tmpfiles does: of its lines, only {@code f}. */
    private static void temporaryFiles(FileTree files) throws IOException {
        List<Path> lists;
        try (Stream<Path> all = Files.list(files.resolve(TEMPORARY_FILES))) {
            lists = all.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
        for (Path list : lists) {
            for (String line : Files.readAllLines(list)) {
                String[] fields = line.strip().split("\\s+", TEMPORARY_FILE_FIELDS);
                if (fields[0].equals("f") && fields.length > 1) {
                    Path file = files.resolve(fields[1]);
                    if (Files.notExists(file)) {
                        Files.createDirectories(file.getParent());
                        Files.writeString(file, fields.length == TEMPORARY_FILE_FIELDS ? fields[6] : "");
                    }
                }
            }
        }
    }

    private static void write(FileTree files, WrittenFile file) throws IOException {
        Path real = files.resolve(file.path());
        Files.createDirectories(real.getParent());
        if (file.append()) {
            Files.write(real, file.content(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.write(real, file.content());
        }
    }

    private static void script(FileTree files, ProcessTable processes, String name, List<String> commands)
            throws IOException, InterruptedException {
        if (commands.isEmpty()) {
            return;
        }
        String path = "%s/scripts/%s".formatted(DIRECTORY, name);
        Path script = files.resolve(path);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", commands) + "\n");
        Program shell = processes
                .programs()
                .find(SHELL)
                .orElseThrow(() -> new IOException("cloud-init runs no commands without " + SHELL));
        Descriptor log = Descriptor.writing(files.resolve(LOG), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        int unused = processes
                .start(
                        shell,
                        new ProcessStart(List.of("sh", path), ENVIRONMENT, "/", Descriptor.nothing(), log, log.share()),
                        null,
                        true)
                .await();
    }
}
