package dev.hivecluster.event;

/** Where work announces itself. */
public interface EventSink {
    /** Begins a piece of work that belongs to no single node. It must be ended or closed. */
    Activity start(String step);

    /** Begins a piece of work on one node. It must be ended or closed. */
    Activity start(String step, String node);
}
