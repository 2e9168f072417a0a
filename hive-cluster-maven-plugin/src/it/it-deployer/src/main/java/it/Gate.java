package it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A place in a build where it can be held. The gates are files in the directory that the system property {@code it.gates}
 * names: {@code hold-up} holds {@code up} until the file is gone, {@code fail-up} makes it fail; {@code at-up} says that it
 * has come there. Without the property every gate is open.
 */
public final class Gate {
    private static final long LOOK_EVERY_MILLIS = 20;

    private Gate() {}

    /**
     * Comes to a gate, and waits until it is open.
     *
     * @throws IllegalStateException if it is closed for good
     */
    public static void pass(String name) throws InterruptedException {
        String gates = System.getProperty("it.gates");
        if (gates == null) {
            return;
        }
        try {
            Files.writeString(Path.of(gates, "at-" + name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.exists(Path.of(gates, "fail-" + name))) {
            throw new IllegalStateException("the gate of " + name + " is closed");
        }
        while (Files.exists(Path.of(gates, "hold-" + name))) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
