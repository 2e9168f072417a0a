package dev.hivecluster.configure;

import dev.hivecluster.model.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who has joined a formation so far: said by the joins themselves, whose commands only end when all have. */
final class FormationProgress {
    /** A join prints this again and again from the moment on when it is registered (hive contract, section 9). */
    private static final Pattern REGISTERED = Pattern.compile("\\b\\d+/\\d+ nodes joined\\b");

    private final int nodes;
    private final Set<Node> missing;
    private final AtomicBoolean complete = new AtomicBoolean();

    FormationProgress(List<Node> nodes) {
        this.nodes = nodes.size();
        this.missing = new LinkedHashSet<>(nodes);
    }

    /** The node's own output, line by line. */
    void heard(Node node, String line) {
        if (REGISTERED.matcher(line).find()) {
            joined(node);
        }
    }

    synchronized void joined(Node node) {
        missing.remove(node);
    }

    /** Every join has ended well: from now on init only lingers. */
    void complete() {
        complete.set(true);
    }

    boolean isComplete() {
        return complete.get();
    }

    /** For people: {@code 2 of 3 joined; node x-3 never answered}. */
    synchronized String describe() {
        String joined = "%d of %d joined".formatted(nodes - missing.size(), nodes);
        if (missing.isEmpty()) {
            return joined;
        }
        return joined
                + missing.stream()
                        .map(Node::name)
                        .collect(Collectors.joining(
                                ", ", missing.size() == 1 ? "; node " : "; nodes ", " never answered"));
    }
}
