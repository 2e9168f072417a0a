package dev.hivecluster.maven;

import dev.hivecluster.event.EventReader;
import dev.hivecluster.report.ConsoleLine;
import dev.hivecluster.report.ConsoleReader;
import dev.hivecluster.report.LiveConsoleReader;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/** How people are told what happens: by Maven's log, and live where they sit at a terminal. */
final class Console {
    private static final int COLUMNS = 80;

    private Console() {}

    /** A reader of one cluster's events. */
    static EventReader reader(MavenSession session, Log log) {
        Consumer<ConsoleLine> lines = line -> write(line, log);
        return isLive(session, log) ? new LiveConsoleReader(lines, Console::draw, COLUMNS) : new ConsoleReader(lines);
    }

    private static void write(ConsoleLine line, Log log) {
        switch (line.level()) {
            case INFO -> log.info(line.text());
            case WARN -> log.warn(line.text());
            case ERROR -> log.error(line.text());
        }
    }

    /** Rows are redrawn in place, so nobody else may write between them: no second thread, no debug output. */
    private static boolean isLive(MavenSession session, Log log) {
        MavenExecutionRequest request = session.getRequest();
        return request.isInteractiveMode()
                && request.getDegreeOfConcurrency() <= 1
                && log.isInfoEnabled()
                && !log.isDebugEnabled()
                && Terminal.isThere();
    }

    private static void draw(String text) {
        System.out.print(text);
        System.out.flush();
    }
}
