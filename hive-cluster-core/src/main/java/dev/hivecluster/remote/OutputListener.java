package dev.hivecluster.remote;

/** Gets the lines of a command as they come, each stream in its order. */
public interface OutputListener {
    OutputListener NONE = new OutputListener() {};

    default void stdout(String line) {}

    default void stderr(String line) {}
}
