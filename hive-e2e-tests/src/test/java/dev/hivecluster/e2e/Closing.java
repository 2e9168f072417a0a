package dev.hivecluster.e2e;

import java.util.List;

/** Closes several things, each whatever becomes of the others. */
final class Closing {
    private Closing() {}

    /**
     * Closes them in this order.
     *
     * @throws AssertionError if something could not be closed
     */
    static void all(List<? extends AutoCloseable> parts) {
        AssertionError failure = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception | AssertionError e) {
                if (failure == null) {
                    failure = new AssertionError("something is left behind: " + e.getMessage(), e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
