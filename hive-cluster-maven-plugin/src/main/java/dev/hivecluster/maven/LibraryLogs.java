package dev.hivecluster.maven;

import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * What libraries log of themselves. They log through Maven, whose users asked for a cluster, and what matters of SSH
 * comes to them as an event.
 */
final class LibraryLogs {
    /** Maven's own logging asks for this when a logger is made. */
    private static final String LEVEL_OF = "org.slf4j.simpleLogger.log.";

    private static final List<String> TALKATIVE = List.of("org.apache.sshd", "net.i2p.crypto");

    private LibraryLogs() {}

    /** Leaves only their warnings, unless the user debugs or has chosen a level. */
    static void quieten(Log log) {
        if (!log.isDebugEnabled()) {
            TALKATIVE.stream()
                    .map(LEVEL_OF::concat)
                    .filter(property -> System.getProperty(property) == null)
                    .forEach(property -> System.setProperty(property, "warn"));
        }
    }
}
