package dev.hivecluster.simulator.node;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An open file, as processes share it: it closes when the last of its holders has let go. That is what ends a pipe, and
 * what keeps an SSH channel open as long as a process in the background holds its output.
 */
public final class Descriptor {
    private final @Nullable InputStream input;
    private final @Nullable OutputStream output;
    private final @Nullable Path file;
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private int holders = 1;

    private Descriptor(@Nullable InputStream input, @Nullable OutputStream output, @Nullable Path file) {
        this.input = input;
        this.output = output;
        this.file = file;
    }

    public static Descriptor reading(InputStream stream) {
        return new Descriptor(stream, null, null);
    }

    public static Descriptor writing(OutputStream stream) {
        return new Descriptor(null, stream, null);
    }

    /** A file that is read. */
    public static Descriptor reading(Path file) throws IOException {
        return new Descriptor(Files.newInputStream(file), null, file);
    }

    /** A file that is written. */
    public static Descriptor writing(Path file, OpenOption... options) throws IOException {
        return new Descriptor(null, Files.newOutputStream(file, options), file);
    }

    /** {@code /dev/null}. */
    public static Descriptor nothing() {
        return new Descriptor(InputStream.nullInputStream(), OutputStream.nullOutputStream(), null);
    }

    /** One that can be neither read nor written, as after {@code >&-}. */
    public static Descriptor closed() {
        return new Descriptor(null, null, null);
    }

    /** @throws IOException if it was not opened for reading */
    public InputStream input() throws IOException {
        if (input == null) {
            throw new IOException("Bad file descriptor");
        }
        return input;
    }

    /** @throws IOException if it was not opened for writing */
    public OutputStream output() throws IOException {
        if (output == null) {
            throw new IOException("Bad file descriptor");
        }
        return output;
    }

    /** The file that it writes or reads, if it is one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The same, for one holder more. */
    public synchronized Descriptor share() {
        if (holders == 0) {
            throw new IllegalStateException("the descriptor is closed");
        }
        holders++;
        return this;
    }

    /** Lets go of it; the last holder closes it. */
    public void release() {
        synchronized (this) {
            if (holders == 0) {
                throw new IllegalStateException("the descriptor is closed already");
            }
            holders--;
            if (holders > 0) {
                return;
            }
        }
        close(input);
        close(output);
        released.complete(null);
    }

    /** Completed when nobody holds it any more. */
    CompletableFuture<Void> released() {
        return released;
    }

    private void close(@Nullable Closeable stream) {
        if (stream == null) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            // As close(2) at the end of a process: what could not be written has nobody left to hear of it.
            released.completeExceptionally(e);
        }
    }
}
