package dev.hivecluster.report;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import dev.hivecluster.model.Json;

/** Keeps every event for tools: {@code logs/lifecycle.jsonl}, one JSON object a line, appended over all phases. */
public final class JsonLinesReader implements EventReader {
    private final LogFile file;

    public JsonLinesReader(ClusterDirectory directory) {
        this.file = new LogFile(directory.logs().resolve("lifecycle.jsonl"));
    }

    @Override
    public String name() {
        return "logs/lifecycle.jsonl";
    }

    @Override
    public void read(Event event) {
        file.append(Json.line(event));
    }

    @Override
    public void close() {
        file.close();
    }
}
