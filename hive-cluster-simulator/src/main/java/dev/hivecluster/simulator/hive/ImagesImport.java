package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.compute.ImageStore;
import dev.hivecluster.simulator.node.FileErrors;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code hive admin images import} (hive contract, sections 5 and 9). It stores the image past all services but the
 * storage. Of the file only the size of its disk is looked at: the guests of the simulator do not run it.
 */
@Command(description = "Make an AMI of an image file")
final class ImagesImport implements HiveCommand {
    /** What an image that is named rather than given as a file is taken to be: nothing is downloaded here. */
    private static final long CATALOGUED_BYTES = 3L << 30;

    private static final int BLOCK_BYTES = 4096;
    private static final int FLUSHED_BLOCKS = 4096;
    /** Measured with 900 MiB: 8.3 s on one node, 11.1 s on three. */
    private static final double SECONDS_PER_MIB = 0.009;

    private static final double REPLICATION = 1.33;

    @Option(names = "--arch", paramLabel = "string", description = "architecture, such as x86_64 or arm64")
    private @Nullable String arch;

    @Option(names = "--distro", paramLabel = "string", description = "name of the distribution, such as debian")
    private @Nullable String distro;

    @Option(names = "--file", paramLabel = "string", description = "the image file: raw, qcow2 or compressed")
    private @Nullable String file;

    @Option(names = "--name", paramLabel = "string", description = "an image of the list, instead of a file")
    private @Nullable String name;

    @Option(names = "--platform", paramLabel = "string", description = "platform, such as Linux/UNIX")
    private String platform = "Linux/UNIX";

    @Option(names = "--tmp-dir", paramLabel = "string", description = "where the image is unpacked")
    private String temporary = "/tmp";

    @Option(names = "--version", paramLabel = "string", description = "version of the distribution, such as 12")
    private @Nullable String version;

    @Option(names = "--force", description = "replace what an earlier import has left; here it always does")
    void force(boolean ignored) {}

    @Override
    public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
        CataloguedImage image = image();
        String images = session.dataDirectory().replaceFirst("/+$", "") + "/images";
        if (!session.files().exists(images)) {
            throw new HiveFailure(
                    "Could not create config directory: %s is missing; form the cluster first: hive admin init"
                            .formatted(images));
        }
        String directory = "%s/%s/%s/%s".formatted(images, image.distro(), image.version(), image.arch());
        session.files().directory(directory, MachineFiles.OWN_DIRECTORY);
        session.out("✅ Created config directory: " + directory);
        long bytes = extract(session, image);
        Optional<HiveConfig> config;
        try {
            config = session.config();
        } catch (HiveFailure e) {
            session.out(String.valueOf(e.getMessage()));
            return 0;
        }
        HiveConfig cluster = config.orElseThrow(
                () -> new HiveFailure(
                        "Could not import image: without a configuration there is no storage; form the cluster first: hive admin init"));
        String id = store(session, cluster, image, bytes);
        session.out("✅ Image import complete. Image-ID (AMI): " + id);
        return 0;
    }

    /** What is to be imported, by its name or by the flags that describe a file. */
    private CataloguedImage image() throws HiveFailure {
        if (file == null && name == null) {
            throw new HiveFailure(
                    "Could not import image: name a file with --file, or an image of the list with --name");
        }
        if (file == null && name != null) {
            String wanted = name;
            return CataloguedImage.find(wanted)
                    .orElseThrow(() ->
                            new HiveFailure("Could not import image: %s is not in the list; see: hive admin images list"
                                    .formatted(wanted)));
        }
        if (arch == null || distro == null || version == null) {
            throw new HiveFailure("Could not import image: a file needs --arch, --distro and --version");
        }
        return new CataloguedImage("%s-%s-%s".formatted(distro, version, arch), distro, version, arch);
    }

    private long extract(HiveSession session, CataloguedImage image) throws IOException, HiveFailure {
        if (file == null) {
            session.out("Downloading image " + image.name());
            session.out("Extracted image to: %s/%s.raw".formatted(temporary.replaceFirst("/+$", ""), image.name()));
            return CATALOGUED_BYTES;
        }
        String path = session.invocation().absolute(file);
        try {
            long bytes = DiskImage.size(session.invocation().file(path));
            session.out("Extracted image to: " + path);
            return bytes;
        } catch (IOException e) {
            session.out("Extracted image to: ");
            String reason = e instanceof NoSuchFileException ? "no such file or directory" : FileErrors.describe(e);
            throw new HiveFailure("Could not extract image: stat %s: %s".formatted(path, reason));
        }
    }

    private String store(HiveSession session, HiveConfig cluster, CataloguedImage image, long bytes)
            throws IOException, InterruptedException, HiveFailure {
        double seconds =
                bytes / (double) (1 << 20) * SECONDS_PER_MIB * (cluster.nodes().size() > 1 ? REPLICATION : 1);
        session.work(Duration.ofMillis(Math.round(seconds * 1000)));
        ObjectStore objects = session.host()
                .bus()
                .objects(session.host(), cluster)
                .orElseThrow(() -> new HiveFailure(
                        "Could not import image: the storage of %s cannot store; see ~/hive/logs/predastore.log"
                                .formatted(cluster.node())));
        for (long block = FLUSHED_BLOCKS; block <= bytes / BLOCK_BYTES; block += FLUSHED_BLOCKS) {
            session.out("Flush block " + block);
        }
        return new ImageStore(objects)
                .importImage(
                        "ami-" + image.name(),
                        image.arch(),
                        platform,
                        bytes,
                        cluster.self().region(),
                        session.host().clock().instant());
    }
}
