package dev.hivecluster.simulator.hive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.node.TestMachine;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesImportTest {
    private static final String FLAGS = "--arch x86_64 --distro debian --version 12 --force";
    private static final String DIRECTORY = "/home/tf-user/hive/images/debian/12/x86_64";
    private static final Pattern COMPLETE =
            Pattern.compile("(?m)^✅ Image import complete\\. Image-ID \\(AMI\\): (ami-[0-9a-f]{17})$");

    @TempDir
    static Path files;

    private static TestCluster cluster;
    private static TestMachine machine;

    @BeforeAll
    static void the_storage_of_a_single_node_runs() throws Exception {
        cluster = TestCluster.booted(1, files);
        cluster.form();
        machine = cluster.machine(1);
        machine.sh("for service in nats predastore; do"
                + " setsid nohup hive service $service start >log 2>&1 </dev/null & done;"
                + " until curl -ksf https://%1$s:8443 -o /dev/null; [ $? = 22 ]; do sleep 0.01; done"
                        .formatted(cluster.address(1)));
    }

    @AfterAll
    static void the_machine_ends() throws IOException {
        cluster.close();
    }

    private static Path file(String name) throws IOException {
        Path file = machine.node().file("/home/tf-user/" + name);
        Files.deleteIfExists(file);
        return file;
    }

    private static String imported(TestMachine.Result result) {
        Matcher id = COMPLETE.matcher(result.out());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(id.find()).as(result.out()).isTrue();
        return id.group(1);
    }

    private static String config(String id) throws IOException {
        HiveConfig config = HiveConfig.read(machine.node(), "/home/tf-user/hive/config/hive.toml");
        ObjectStore objects =
                machine.node().bus().objects(machine.node(), config).orElseThrow();
        assertThat(objects.keys("predastore", "snap-" + id + "/")).contains("snap-" + id + "/config.json");
        return new String(objects.get("predastore", id + "/config.json").orElseThrow(), StandardCharsets.UTF_8);
    }

    @Test
    void a_raw_file_becomes_an_image_of_its_size() throws Exception {
        try (RandomAccessFile raw = new RandomAccessFile(file("disk.raw").toFile(), "rw")) {
            raw.setLength(943_718_400);
        }
        TestMachine.Result result = machine.sh("hive admin images import --file ~/disk.raw " + FLAGS);
        String id = imported(result);
        List<String> lines = result.out().lines().toList();
        assertThat(lines.subList(0, 3))
                .containsExactly(
                        "✅ Created config directory: " + DIRECTORY,
                        "Extracted image to: /home/tf-user/disk.raw",
                        "Flush block 4096");
        assertThat(result.err()).contains("Using config file: /home/tf-user/hive/config/hive.toml");
        assertThat(machine.sh("test -d " + DIRECTORY).status()).isZero();
        assertThat(config(id))
                .contains(
                        "\"VolumeSize\":943718400,",
                        "\"Name\":\"ami-debian-12-x86_64\"",
                        "\"Architecture\":\"x86_64\"",
                        "\"PlatformDetails\":\"Linux/UNIX\"",
                        "\"AvailabilityZone\":\"ap-southeast-2\"");
    }

    @Test
    void of_a_qcow2_file_the_disks_size_counts() throws Exception {
        ByteBuffer header = ByteBuffer.allocate(512);
        header.putInt(0x514649fb).putInt(3).position(24).putLong(5L << 30);
        Files.write(file("disk.qcow2"), header.array());
        String id = imported(machine.sh("hive admin images import --platform Windows --file ~/disk.qcow2 " + FLAGS));
        assertThat(config(id)).contains("\"VolumeSize\":5368709120,", "\"PlatformDetails\":\"Windows\"");
    }

    @Test
    void of_a_compressed_file_the_unpacked_size_counts() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file("disk.raw.gz")))) {
            out.write(new byte[3 << 20]);
        }
        assertThat(config(imported(machine.sh("hive admin images import --file ~/disk.raw.gz " + FLAGS))))
                .contains("\"VolumeSize\":3145728,");
    }

    @Test
    void a_compression_that_is_not_known_is_told() throws Exception {
        Files.write(file("disk.xz"), new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 0});
        TestMachine.Result result = machine.sh("hive admin images import --file ~/disk.xz " + FLAGS);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("unxz --keep disk.xz");
    }

    @Test
    void a_file_without_content_is_an_image_without_size() throws Exception {
        Files.createFile(file("empty"));
        assertThat(config(imported(machine.sh("hive admin images import --file ~/empty " + FLAGS))))
                .contains("\"VolumeSize\":0,");
    }

    @Test
    void a_missing_file_is_no_image() throws Exception {
        TestMachine.Result result = machine.sh("hive admin images import --file /nonexistent.img " + FLAGS);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("✅ Created config directory: " + DIRECTORY + "\nExtracted image to: \n");
        assertThat(result.err())
                .isEqualTo("Could not extract image: stat /nonexistent.img: no such file or directory\n");
    }

    @Test
    void an_image_of_the_list_needs_no_file() throws Exception {
        String name = machine.sh("NO_COLOR=1 hive admin images list | grep -o '^ubuntu[^ ]*x86_64'")
                .out()
                .strip();
        assertThat(config(imported(machine.sh("hive admin images import --name " + name))))
                .contains("\"Name\":\"ami-ubuntu-24.04-x86_64\"", "\"VolumeSizeGiB\":3");
    }

    @Test
    void what_is_to_be_imported_must_be_said_and_known() throws Exception {
        for (String flags : List.of("", "--name plan9-4-x86_64", "--file /x --arch x86_64 --distro debian")) {
            TestMachine.Result result = machine.sh("hive admin images import " + flags);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).startsWith("Could not import image: ");
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void a_damaged_configuration_is_told_and_is_no_failure() throws Exception {
        machine.sh("echo nonsense >/tmp/hive.toml");
        TestMachine.Result result =
                machine.sh("hive --config /tmp/hive.toml admin images import --name debian-12-x86_64");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("failed to load config").doesNotContain("ami-");
    }

    @Test
    void without_a_configuration_there_is_no_storage() throws Exception {
        TestMachine.Result result =
                machine.sh("hive --config /tmp/none.toml admin images import --name debian-12-x86_64");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("hive admin init");
        assertThat(machine.sh("hive --hive-dir /tmp/nothing admin images import --name debian-12-x86_64")
                        .err())
                .contains("/tmp/nothing/images is missing");
    }

    @Test
    void a_storage_that_does_not_run_is_told(@TempDir Path others) throws Exception {
        try (TestCluster stopped = TestCluster.booted(1, others)) {
            stopped.form();
            TestMachine.Result result = stopped.machine(1).sh("hive admin images import --name debian-12-x86_64");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).doesNotContain("complete");
            assertThat(result.err()).contains("the storage of node1 cannot store");
        }
    }
}
