package dev.hivecluster.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.Shell;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** What a cluster is filled with before something is measured. */
final class Resources implements AutoCloseable {
    private static final String KEY_NAME = "benchmark";
    private static final int IMAGE_BYTES = 1 << 20;
    private static final int TAGS_OF_A_RESOURCE = 50;
    private static final Pattern IMAGE = Pattern.compile("ami-[0-9a-f]{17}");
    private static final Pattern INSTANCE = Pattern.compile("<instanceId>(i-[0-9a-f]+)</instanceId>");

    private final GatewayConnection gateway;
    private final String image;
    private final KeyPair key;

    /** Imports an image and a key pair into a cluster that has none. */
    Resources(Cluster cluster) throws IOException, GeneralSecurityException, InterruptedException {
        gateway = new GatewayConnection(cluster);
        image = importImage(cluster);
        key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        byte[] line = PublicKeyEntry.toString(key.getPublic()).getBytes(US_ASCII);
        gateway.call(Form.of(
                "ImportKeyPair",
                "KeyName",
                KEY_NAME,
                "PublicKeyMaterial",
                Base64.getEncoder().encodeToString(line)));
    }

    /** With which one logs in to guests. */
    KeyPair key() {
        return key;
    }

    /** A request that launches instances of the smallest type. */
    String launch(int count) {
        String number = Integer.toString(count);
        return Form.of(
                "RunInstances",
                "ImageId",
                image,
                "InstanceType",
                "t3.nano",
                "KeyName",
                KEY_NAME,
                "MinCount",
                number,
                "MaxCount",
                number);
    }

    /** Launches instances, waits until all of the cluster run, and returns the new ones. */
    List<String> instances(int count) throws Exception {
        List<String> launched = ids(gateway.call(launch(count)));
        awaitNone("pending");
        return launched;
    }

    /** Stops instances, and waits until they have. */
    void stop(List<String> ids) throws Exception {
        gateway.call(Form.onInstances("StopInstances", ids));
        awaitNone("stopping");
    }

    /** Makes tags on resources of their own, until there are that many. */
    void tags(int before, int count) throws IOException {
        for (int begin = before; begin < count; begin += TAGS_OF_A_RESOURCE) {
            gateway.call(Form.createTags("vol-%017x".formatted(begin), Math.min(TAGS_OF_A_RESOURCE, count - begin)));
        }
    }

    /** The instances that an answer tells of. */
    static List<String> ids(String answer) {
        return INSTANCE.matcher(answer)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private void awaitNone(String state) throws Exception {
        Waits.until(
                "no instance is " + state,
                () -> !gateway.call(Form.of("DescribeInstances")).contains("<name>" + state + "</name>"));
    }

    private static String importImage(Cluster cluster) throws IOException, InterruptedException {
        Shell shell = cluster.shell(cluster.node(1));
        shell.upload(new byte[IMAGE_BYTES], "benchmark.img", 0600);
        CommandResult imported = shell.run(Command.of(
                "/usr/local/bin/hive",
                "admin",
                "images",
                "import",
                "--file",
                "benchmark.img",
                "--arch",
                "x86_64",
                "--distro",
                "debian",
                "--version",
                "12",
                "--config",
                "hive/config/hive.toml"));
        Matcher id = IMAGE.matcher(imported.stdout());
        if (!id.find()) {
            throw new IOException("no image was imported: " + imported);
        }
        return id.group();
    }

    @Override
    public void close() throws IOException {
        gateway.close();
    }
}
