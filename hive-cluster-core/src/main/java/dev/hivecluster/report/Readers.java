package dev.hivecluster.report;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventReader;
import java.util.List;

/** All the readers of a cluster's events. */
public final class Readers {
    private Readers() {}

    /**
     * The console and everything that is kept in the cluster's directory. Nothing is made there before the first event.
     *
     * @param console what tells people, such as a {@link ConsoleReader}; it is closed last
     */
    public static List<EventReader> of(ClusterDirectory directory, EventReader console) {
        return List.of(
                console, new JsonLinesReader(directory), new PhaseLogReader(directory), new JUnitXmlReader(directory));
    }
}
