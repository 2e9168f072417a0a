package dev.hivecluster.e2e.mutation;

import java.util.List;
import java.util.stream.Collectors;

/** What became of the mutants, for people. */
final class MutantTable {
    private static final int LONGEST_REASON = 120;

    private MutantTable() {}

    static String of(List<Verdict> verdicts) {
        long killed =
                verdicts.stream().filter(verdict -> verdict.kill().isPresent()).count();
        return verdicts.stream().map(MutantTable::line).collect(Collectors.joining("\n", "", "\n"))
                + "%d mutants: %d killed, %d survived%n".formatted(verdicts.size(), killed, verdicts.size() - killed);
    }

    private static String line(Verdict verdict) {
        return verdict.kill()
                .map(kill -> "killed %s | %s | %s".formatted(verdict.mutant(), kill.test(), oneLine(kill.reason())))
                .orElseGet(() ->
                        "SURVIVED %s | %d tests | %s".formatted(verdict.mutant(), verdict.tests(), verdict.reason()));
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }
}
