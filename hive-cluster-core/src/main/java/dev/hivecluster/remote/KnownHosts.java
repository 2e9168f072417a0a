package dev.hivecluster.remote;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.GenericUtils;
import org.jspecify.annotations.Nullable;

/** The cluster's {@code known_hosts}, in the form of OpenSSH (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
public final class KnownHosts {
    private static final int SSH_PORT = 22;
    private static final String REVOKED = "revoked";

    private final Path file;

    KnownHosts(Path file) {
        this.file = file;
    }

    /** Writes the host keys that the inventory lists, in place of what the file held. */
    public static void write(ClusterDirectory directory, Inventory inventory) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Node node : inventory.nodes()) {
            for (String key : node.hostKeys()) {
                lines.append(line(node, key)).append('\n');
            }
        }
        AtomicFiles.write(directory.knownHosts(), lines.toString());
    }

    Path file() {
        return file;
    }

    /** The keys that the file lists for a node. */
    List<KnownHostKey> of(Node node) throws IOException {
        List<KnownHostKey> keys = new ArrayList<>();
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        for (int i = 0; i < lines.size(); i++) {
            String place = "%s line %d".formatted(file, i + 1);
            KnownHostEntry entry = parse(lines.get(i), place);
            if (entry == null) {
                continue;
            }
            boolean revoked = REVOKED.equals(entry.getMarker());
            boolean listed = entry.isHostMatch(node.management(), node.sshPort());
            // A pattern without a port, such as an asterisk, revokes a key for every port.
            boolean concerned = listed || (revoked && entry.isHostMatch(node.management(), SSH_PORT));
            // Any other mark is that of a key which signs others; no host shows it.
            if (concerned && (revoked || GenericUtils.isEmpty(entry.getMarker()))) {
                keys.add(new KnownHostKey(place, key(entry.getKeyEntry(), place), revoked));
            }
        }
        return keys;
    }

    /** Adds a key that a node showed. */
    void add(Node node, PublicKey key) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        AtomicFiles.write(file, before + separator + line(node, PublicKeyEntry.toString(key)) + "\n");
    }

    /** A key in the form {@code <type> <base64>}. */
    static PublicKey key(String text, String place) throws IOException {
        try {
            return key(PublicKeyEntry.parsePublicKeyEntry(text), place);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: not a host key, <type> <base64> was expected: %s".formatted(place, text), e);
        }
    }

    /** An entry, or nothing for a line without one. */
    private static @Nullable KnownHostEntry parse(String line, String place) throws IOException {
        try {
            return KnownHostEntry.parseKnownHostEntry(line);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s is no entry of a known_hosts file: %s".formatted(place, e.getMessage()), e);
        }
    }

    private static PublicKey key(PublicKeyEntry entry, String place) throws IOException {
        try {
            return entry.resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IOException("%s: the host key cannot be read: %s".formatted(place, e.getMessage()), e);
        }
    }

    private static String line(Node node, String key) {
        String host =
                node.sshPort() == SSH_PORT ? node.management() : "[%s]:%d".formatted(node.management(), node.sshPort());
        return host + " " + key;
    }
}
