package dev.hivecluster.maven;

import java.util.ArrayList;
import java.util.List;

/** Failures in words. */
final class Failures {
    private Failures() {}

    /** The message, and that of everything that failed beside it, such as the teardown after a failed phase. */
    static String text(Throwable failure) {
        List<String> messages = new ArrayList<>();
        messages.add(message(failure));
        for (Throwable beside : failure.getSuppressed()) {
            messages.add(text(beside));
        }
        return String.join("\nBeside that: ", messages);
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
