package dev.hivecluster.remote;

import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node shows the key that it should, in one attempt to connect. The inventory and the known_hosts file must each
 * agree, as far as they know the node; where neither does, the key is written down.
 */
final class HostKeyCheck {
    static final AttributeKey<HostKeyCheck> ATTRIBUTE = new AttributeKey<>();

    private final Node node;
    private final List<KnownHostKey> listed;
    private final KnownHosts knownHosts;
    private final Activity activity;
    private volatile @Nullable ShellException failure;

    /** @throws HostKeyException if the inventory's keys cannot be read */
    HostKeyCheck(Node node, Path inventoryFile, KnownHosts knownHosts, Activity activity) throws HostKeyException {
        this.node = node;
        this.knownHosts = knownHosts;
        this.activity = activity;
        this.listed = listed(node, inventoryFile);
    }

    private static List<KnownHostKey> listed(Node node, Path inventoryFile) throws HostKeyException {
        String place = "%s, host_keys of %s".formatted(inventoryFile, node);
        List<KnownHostKey> keys = new ArrayList<>();
        try {
            for (String key : node.hostKeys()) {
                keys.add(new KnownHostKey(place, KnownHosts.key(key, place), false));
            }
        } catch (IOException e) {
            throw new HostKeyException("%s cannot be verified: %s".formatted(node, e.getMessage()));
        }
        return keys;
    }

    /** Why the key was not accepted. */
    Optional<ShellException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The types of the keys that are known for the node: the server must choose among them, or it would show a stranger's. */
    Set<String> types() throws IOException {
        Set<String> types = new LinkedHashSet<>();
        listed.forEach(key -> types.add(key.type()));
        knownHosts.of(node).forEach(key -> types.add(key.type()));
        return types;
    }

    boolean accepts(PublicKey shown) {
        try {
            check(shown);
            return true;
        } catch (ShellException e) {
            failure = e;
        } catch (IOException e) {
            failure = new HostKeyException("the host key of %s cannot be checked: %s".formatted(node, e.getMessage()));
        }
        return false;
    }

    private void check(PublicKey shown) throws IOException {
        // Two attempts at once must not both be the first.
        synchronized (knownHosts) {
            List<KnownHostKey> written = knownHosts.of(node);
            if (listed.isEmpty() && written.isEmpty()) {
                knownHosts.add(node, shown);
                activity.warning(
                        "the host key of %s was not known: %s was pinned in %s; compare it with ssh-keygen -lf on the machine"
                                .formatted(node, KnownHostKey.describe(shown), knownHosts.file()));
            } else {
                requireAmong(listed, shown);
                requireAmong(written, shown);
            }
        }
    }

    private void requireAmong(List<KnownHostKey> known, PublicKey shown) throws HostKeyException {
        for (KnownHostKey key : known) {
            if (key.revoked() && key.is(shown)) {
                throw new HostKeyException("%s (%s:%d) shows the host key %s, which %s revokes; the host was not used"
                        .formatted(node, node.management(), node.sshPort(), KnownHostKey.describe(shown), key.place()));
            }
        }
        List<KnownHostKey> valid = known.stream().filter(key -> !key.revoked()).toList();
        if (!valid.isEmpty() && valid.stream().noneMatch(key -> key.is(shown))) {
            KnownHostKey expected = valid.stream()
                    .filter(key -> key.type().equals(KeyUtils.getKeyType(shown)))
                    .findFirst()
                    .orElse(valid.get(0));
            throw new HostKeyException(
                    ("%s (%s:%d) shows the host key %s, but %s says %s; the host was not used. Either another machine answers"
                                    + " at that address, or the machine was installed anew; in that case correct the file")
                            .formatted(
                                    node,
                                    node.management(),
                                    node.sshPort(),
                                    KnownHostKey.describe(shown),
                                    expected.place(),
                                    expected));
        }
    }
}
