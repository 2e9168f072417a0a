package dev.hivecluster.e2e;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something expensive that is made when it is first asked for, and once. If that fails, it fails for all. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T made;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (failure != null) {
            throw failure;
        }
        if (error != null) {
            throw error;
        }
        if (made != null) {
            return made;
        }
        try {
            T value = maker.get();
            made = value;
            return value;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } catch (Error e) {
            error = e;
            throw e;
        }
    }

    /** What was made, if anybody has asked for it. */
    synchronized Optional<T> ifMade() {
        return Optional.ofNullable(made);
    }
}
