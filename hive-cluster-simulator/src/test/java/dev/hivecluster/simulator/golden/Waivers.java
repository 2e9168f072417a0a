package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The recordings that the simulator does not answer alike: name, the parts that differ with commas between, and the reason;
 * tabs between the three. A waiver holds for these parts alone, and as long as they do differ.
 */
final class Waivers {
    private static final String FILE = "waivers.tsv";

    private final Map<String, Waiver> waivers;
    private final Set<String> unseen;

    private Waivers(Map<String, Waiver> waivers) {
        this.waivers = waivers;
        this.unseen = new TreeSet<>(waivers.keySet());
    }

    /** Those that the project has. */
    static Waivers read() throws IOException {
        try (InputStream file = Waivers.class.getResourceAsStream(FILE)) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** @throws IllegalArgumentException if a line is none, or a recording is named twice */
    static Waivers parse(String lines) {
        Map<String, Waiver> waivers = new TreeMap<>();
        lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] columns = line.split("\t", -1);
            if (columns.length != 3 || Arrays.stream(columns).anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("not a recording, its parts and a reason: " + line);
            }
            Waiver waiver = new Waiver(new TreeSet<>(List.of(columns[1].split(",", -1))), columns[2]);
            if (waivers.put(columns[0], waiver) != null) {
                throw new IllegalArgumentException("waived twice: " + columns[0]);
            }
        });
        return new Waivers(waivers);
    }

    /**
     * Judges a recording.
     *
     * @throws AssertionError if something differs that is not waived, or something is waived that does not differ
     */
    void judge(String recording, List<Difference> differences) {
        unseen.remove(recording);
        Waiver waiver = waivers.get(recording);
        if (waiver == null) {
            assertThat(differences).as("what differs in %s", recording).isEmpty();
        } else {
            assertThat(differences.stream().map(Difference::part))
                    .as("what differs in %s, waived because %s", recording, waiver.reason)
                    .containsExactlyInAnyOrderElementsOf(waiver.parts);
        }
    }

    /** The names of recordings that have not been judged. */
    Set<String> unseen() {
        return Set.copyOf(unseen);
    }

    private record Waiver(Set<String> parts, String reason) {}
}
