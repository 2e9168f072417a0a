package dev.hivecluster.maven;

import dev.hivecluster.model.PropertyNames;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Properties on the command line that are nearly ours, as {@code hive.node} is. Maven ignores what nobody reads, and tests
 * may read properties of their own that begin like ours, so that this is worth a warning and no more.
 */
final class Misspellings {
    private static final int MOST_SLIPS = 2;
    private static final String PREFIX = "hive.";

    private Misspellings() {}

    /** What to tell the person who gave properties of these names. */
    static List<String> warnings(Collection<String> given) {
        return given.stream()
                .filter(name -> name.startsWith(PREFIX) && !PropertyNames.all().contains(name))
                .sorted()
                .flatMap(name -> meant(name).stream()
                        .map(meant ->
                                "-D%s is not a property of this plugin; did you mean -D%s?".formatted(name, meant)))
                .toList();
    }

    private static Optional<String> meant(String name) {
        return PropertyNames.all().stream()
                .filter(known ->
                        Math.abs(known.length() - name.length()) < MOST_SLIPS && slips(name, known) <= MOST_SLIPS)
                .min((one, other) -> Integer.compare(slips(name, one), slips(name, other)));
    }

    private static int slips(String name, String known) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(name.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT));
    }
}
