package dev.hivecluster.report;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.WriteException;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Shows CI systems the lifecycle as tests: {@code test-results/TEST-hive-cluster-lifecycle.xml} has a test for each phase
 * and for each step of it. It is replaced whenever a phase begins or ends, so that it tells of a phase that was killed,
 * and accumulates over the processes that run the phases of one cluster: a phase that begins again replaces its own tests
 * and those of everything that came after it.
 */
public final class JUnitXmlReader implements EventReader {
    /** The file's name. */
    public static final String FILE_NAME = "TEST-hive-cluster-lifecycle.xml";

    private final Path file;
    private final List<TestCase> earlier = new ArrayList<>();
    private final Map<Long, PhaseCases> running = new LinkedHashMap<>();
    private Instant timestamp = Instant.EPOCH;

    public JUnitXmlReader(ClusterDirectory directory) {
        this.file = directory.testResults().resolve(FILE_NAME);
    }

    @Override
    public String name() {
        return "test-results/" + FILE_NAME;
    }

    @Override
    public void read(Event event) {
        if (event instanceof Event.Started started && started.scope().isWholePhase()) {
            begin(started);
            return;
        }
        phaseOf(event).ifPresent(phase -> {
            phase.read(event);
            if (event instanceof Event.Finished && event.scope().isWholePhase()) {
                running.remove(event.scope().id());
                earlier.addAll(phase.cases());
                write();
            }
        });
    }

    private void begin(Event.Started started) {
        if (running.isEmpty()) {
            load();
        }
        forgetFrom(started.scope().phase());
        if (earlier.isEmpty() && running.isEmpty()) {
            timestamp = started.time();
        }
        running.put(started.scope().id(), new PhaseCases(started));
        write();
    }

    private Optional<PhaseCases> phaseOf(Event event) {
        return running.values().stream()
                .filter(phase -> phase.owns(event.scope()))
                .findFirst();
    }

    private void forgetFrom(String phase) {
        for (int i = 0; i < earlier.size(); i++) {
            if (earlier.get(i).phase().equals(phase)) {
                earlier.subList(i, earlier.size()).clear();
            }
        }
    }

    private void load() {
        earlier.clear();
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            JUnitXml existing = JUnitXml.read(Files.readString(file));
            timestamp = existing.timestamp();
            earlier.addAll(existing.cases());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(
                    "%s was changed by somebody else (%s); remove it".formatted(file, e.getMessage()), e);
        }
    }

    private void write() {
        List<TestCase> cases = new ArrayList<>(earlier);
        running.values().forEach(phase -> cases.add(phase.unfinished()));
        try {
            AtomicFiles.write(file, new JUnitXml(timestamp, cases).write());
        } catch (WriteException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
