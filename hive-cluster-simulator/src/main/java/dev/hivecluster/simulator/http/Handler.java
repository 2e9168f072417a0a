package dev.hivecluster.simulator.http;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {
    /** @throws InterruptedException if the server is closed meanwhile */
    Response handle(Request request) throws InterruptedException;
}
