package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image file, imported on the first node as Hive's users do it.
 *
 * @param command how the command ended
 * @param architecture what it was told that the image is for
 */
record ImageImport(CommandResult command, String architecture) {
    /**
     * The property that names an image file of this machine, from which guests can boot. Without it an empty disk is imported:
     * enough for a simulated Hive, whose guests don't run what is on it.
     */
    private static final String FILE = "hive.image";

    private static final int EMPTY_DISK_BYTES = 1 << 20;
    private static final int PART_BYTES = 32 << 20;
    private static final Pattern COMPLETE =
            Pattern.compile("^.* Image import complete\\. Image-ID \\(AMI\\): (ami-[0-9a-f]{17})$", Pattern.MULTILINE);

    /** Copies the file to the node, imports it, and removes the copy. */
    static ImageImport into(Cluster cluster, String architecture) {
        String copy = "e2e-image-" + UUID.randomUUID() + ".img";
        HiveCommand first = new HiveCommand(cluster, cluster.node(1));
        try {
            try {
                copy(cluster.shell(cluster.node(1)), copy);
                CommandResult imported = first.longHive(
                        Waits.INSTANCE_LIMIT,
                        "admin",
                        "images",
                        "import",
                        "--file",
                        copy,
                        "--arch",
                        architecture,
                        "--distro",
                        "debian",
                        "--version",
                        "12",
                        "--force");
                return new ImageImport(imported, architecture);
            } finally {
                first.script("rm -f " + copy);
            }
        } catch (IOException e) {
            throw new AssertionError("no image could be imported; -D%s names the file".formatted(FILE), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while importing an image", e);
        }
    }

    /** The id that the command told. */
    String id() {
        Matcher told = COMPLETE.matcher(command.stdout());
        assertThat(told.find()).as("the command told an AMI: %s", command).isTrue();
        return told.group(1);
    }

    private static void copy(Shell shell, String name) throws IOException, InterruptedException {
        String given = System.getProperty(FILE);
        if (given == null) {
            shell.upload(new byte[EMPTY_DISK_BYTES], name, 0600);
            return;
        }
        shell.upload(new byte[0], name, 0600);
        try (InputStream in = Files.newInputStream(Path.of(given))) {
            byte[] part = in.readNBytes(PART_BYTES);
            while (part.length > 0) {
                shell.upload(part, name + ".part", 0600);
                CommandResult appended =
                        shell.run(Command.of("sh", "-c", "cat \"$0.part\" >>\"$0\" && rm \"$0.part\"", name));
                assertThat(appended.succeeded()).as(appended.stderr()).isTrue();
                part = in.readNBytes(PART_BYTES);
            }
        }
    }
}
