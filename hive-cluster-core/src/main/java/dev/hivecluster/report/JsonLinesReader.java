package dev.hivecluster.report;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.RecordException;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import dev.hivecluster.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps every event for tools: {@code logs/lifecycle.jsonl}, one JSON object a line, appended over all phases, runs and
 * clusters of the name. Beside the event, each line tells
 *
 * <ul>
 *   <li>{@code run}: the session of the Maven run or test run that wrote it;
 *   <li>{@code stream}: within which the {@code id} of a scope is unique: a run may have several;
 *   <li>{@code record}: the id of the cluster's record when the phase began, where it was known then.
 * </ul>
 */
public final class JsonLinesReader implements EventReader {
    private final ClusterDirectory directory;
    private final LogFile file;
    private final Map<String, String> origin = new LinkedHashMap<>();
    private long phase;

    /** @param run who is responsible for the events */
    public JsonLinesReader(ClusterDirectory directory, Owner run) {
        this.directory = directory;
        this.file = new LogFile(directory.logs().resolve("lifecycle.jsonl"));
        origin.put("run", run.session());
        origin.put("stream", UUID.randomUUID().toString());
    }

    @Override
    public String name() {
        return "logs/lifecycle.jsonl";
    }

    @Override
    public void read(Event event) {
        if (event.scope().isWholePhase() && event.scope().id() != phase) {
            phase = event.scope().id();
            origin.remove("record");
            findRecord();
        }
        file.append(Json.line(origin, event));
    }

    private void findRecord() {
        try {
            directory.record().map(ClusterRecord::id).ifPresent(id -> origin.put("record", id));
        } catch (RecordException unreadable) {
            // The phase itself meets the same file, and says so: its events only lack the id.
            return;
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
