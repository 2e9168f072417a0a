package dev.hivecluster.simulator;

import java.util.logging.LogManager;

/**
 * Goes on logging while the process ends. The JDK's own manager silences all logs by a shutdown hook, which runs beside the
 * one that ends the machines: what that has to say would be lost.
 */
public final class LastingLogManager extends LogManager {
    /** For the JDK, which is told the name of this class. */
    public LastingLogManager() {}

    @Override
    public void reset() {
        // The log ends with the process.
    }
}
