package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.report.JUnitXmlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What earlier tests left in a cluster's directory. */
final class Results {
    private Results() {}

    /** Removes results and evidence of earlier tests; the lifecycle's own belong to the phases that were just run. */
    static void clear(ClusterDirectory directory) throws PhaseFailedException {
        try {
            for (Path stale : List.of(directory.testResults(), directory.evidence())) {
                if (Files.isDirectory(stale)) {
                    clear(stale);
                }
            }
            Files.createDirectories(directory.testResults());
        } catch (IOException e) {
            throw new PhaseFailedException(
                    "%s cannot be prepared for new results: %s; make room or grant access there"
                            .formatted(directory.testResults(), e),
                    e);
        }
    }

    /** The lifecycle's report may be in the making: another part of the build is still in a phase, beside this one. */
    private static void clear(Path stale) throws IOException {
        try (Stream<Path> children = Files.list(stale)) {
            for (Path child : children.toList()) {
                if (!child.getFileName().toString().contains(JUnitXmlReader.FILE_NAME)) {
                    Trees.delete(child);
                }
            }
        }
    }
}
