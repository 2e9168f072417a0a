package dev.hivecluster.report;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import dev.hivecluster.model.Durations;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps everything for people, what commands wrote included: {@code logs/<phase>.log}, and of each node all phases in
 * {@code logs/nodes/<node>.log}. Times are in UTC.
 */
public final class PhaseLogReader implements EventReader {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final String INDENT = "\n    ";

    private final Path logs;
    private final Map<Path, LogFile> files = new HashMap<>();

    public PhaseLogReader(ClusterDirectory directory) {
        this.logs = directory.logs();
    }

    @Override
    public String name() {
        return "logs/<phase>.log";
    }

    @Override
    public void read(Event event) {
        String line = "%s %s%s".formatted(TIME.format(event.time()), event.scope(), text(event));
        append(logs.resolve(fileName(event.scope().phase())), line);
        event.scope().node().ifPresent(node -> append(logs.resolve("nodes").resolve(fileName(node)), line));
    }

    @Override
    public void close() {
        files.values().forEach(LogFile::close);
    }

    private void append(Path file, String line) {
        files.computeIfAbsent(file, LogFile::new).append(line);
    }

    private static String text(Event event) {
        if (event instanceof Event.Output output) {
            return (output.channel() == Event.Channel.STDOUT ? " | " : " ! ") + plain(output.line());
        }
        if (event instanceof Event.Progress progress) {
            return ": " + plain(progress.message());
        }
        if (event instanceof Event.Warning warning) {
            return ": WARNING: " + plain(warning.message());
        }
        return event instanceof Event.Finished finished ? ": " + ended(finished) : ": started";
    }

    private static String ended(Event.Finished event) {
        String took = Durations.text(event.elapsed());
        return switch (event.outcome()) {
            case SUCCEEDED -> "done in " + took;
            case SKIPPED -> "nothing to do";
            case FAILED -> "FAILED after " + took + reason(event);
            case CANCELLED -> "stopped after " + took + reason(event);
        };
    }

    private static String reason(Event.Finished event) {
        return event.failure()
                .map(failure -> ": %s: %s".formatted(failure.type(), plain(failure.message())))
                .orElse("");
    }

    private static String plain(String text) {
        return PlainText.of(text).strip().replace("\n", INDENT);
    }

    /** A name that stays within its directory, whatever an inventory calls a node. */
    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.", "_") + ".log";
    }
}
