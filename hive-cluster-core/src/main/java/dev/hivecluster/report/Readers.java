package dev.hivecluster.report;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventReader;
import java.util.List;

/** All the readers of a cluster's events. */
public final class Readers {
    private Readers() {}

    /**
     * The console and everything that is kept in the cluster's directory. Nothing is made there before the first event.
     *
     * @param run who is responsible for the events
     * @param console what tells people, such as a {@link ConsoleReader}; it is closed last
     */
    public static List<EventReader> of(ClusterDirectory directory, Owner run, EventReader console) {
        return List.of(
                console,
                new JsonLinesReader(directory, run),
                new PhaseLogReader(directory),
                new JUnitXmlReader(directory));
    }
}
