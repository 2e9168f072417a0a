package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Verdict;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that the classes of a run share. The first that needs it opens it, while the others wait; if that fails, it
 * fails for all of them.
 */
final class SharedCluster {
    private final ClusterOrigin origin;
    private final FutureTask<OpenCluster> opening;

    SharedCluster(ClusterOrigin origin) {
        this.origin = origin;
        this.opening = new FutureTask<>(() -> new OpenCluster(origin.open()));
    }

    /**
     * The cluster, opened.
     *
     * @throws HiveClusterException if it could not be opened
     */
    OpenCluster openFor(Class<?> testClass) {
        opening.run();
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw unavailable(testClass, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(testClass, e);
        }
    }

    private static HiveClusterException unavailable(Class<?> testClass, Throwable cause) {
        @Nullable String message = cause.getMessage();
        return new HiveClusterException(
                "%s needs a cluster, and there is none: %s"
                        .formatted(
                                testClass.getName(),
                                cause instanceof InterruptedException
                                        ? "it was interrupted while it waited for one"
                                        : message == null ? cause.toString() : message),
                cause);
    }

    /** The cluster, if it could be opened. */
    Optional<OpenCluster> opened() {
        if (!opening.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(opening.get());
        } catch (ExecutionException neverOpened) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The run is over. */
    void release(Verdict verdict) throws Exception {
        try {
            Optional<OpenCluster> open = opened();
            if (open.isPresent()) {
                open.get().close();
            }
        } finally {
            origin.release(verdict);
        }
    }
}
