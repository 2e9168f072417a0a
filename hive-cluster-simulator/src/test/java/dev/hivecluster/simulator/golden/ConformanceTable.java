package dev.hivecluster.simulator.golden;

import java.util.Map;
import java.util.TreeMap;

/** How many of the recorded answers of each action are equal. */
final class ConformanceTable {
    private final Map<String, Score> scores = new TreeMap<>();

    /** Counts an answer. */
    void add(String action, boolean equal) {
        scores.merge(action, new Score(equal ? 1 : 0, 1), Score::plus);
    }

    /** Of all actions together. */
    Score total() {
        return scores.values().stream().reduce(new Score(0, 0), Score::plus);
    }

    /** A line for each action and one for all. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("action\tequal/recorded\n");
        scores.forEach((action, score) -> text.append("%s\t%s%n".formatted(action, score)));
        return text.append("all\t%s (%.1f %%)%n".formatted(total(), 100 * total().share()))
                .toString();
    }

    /** Equal ones of recorded ones. */
    record Score(int equal, int recorded) {
        Score plus(Score other) {
            return new Score(equal + other.equal, recorded + other.recorded);
        }

        double share() {
            return recorded == 0 ? 0 : (double) equal / recorded;
        }

        @Override
        public String toString() {
            return equal + "/" + recorded;
        }
    }
}
