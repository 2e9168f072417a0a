package dev.hivecluster.report;

import dev.hivecluster.directory.WriteException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows by whole lines, each of them on disk when {@link #append} returns. It and its directory are made by
 * the first line. A line that a crash cut off is ended before the next one begins.
 */
final class LogFile implements AutoCloseable {
    private final Path file;

    @Nullable
    private FileOutputStream out;

    LogFile(Path file) {
        this.file = file;
    }

    /** @throws UncheckedIOException if it cannot be written, naming the file */
    void append(String line) {
        try {
            FileOutputStream opened = out;
            if (opened == null) {
                opened = open();
                out = opened;
            }
            write(opened, (line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** A disk that is full may take a part of a line; it is taken back, since whoever reads the file expects lines. */
    private void write(FileOutputStream opened, byte[] line) throws IOException {
        long before = file.toFile().length();
        try {
            opened.write(line);
        } catch (IOException e) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(before);
            } catch (IOException stays) {
                e.addSuppressed(stays);
            }
            throw e;
        }
    }

    private UncheckedIOException failure(IOException e) {
        WriteException named = new WriteException(file, e);
        return new UncheckedIOException(named.getMessage(), named);
    }

    /** A file stream, not a channel: a channel is closed by writing on an interrupted thread. */
    private FileOutputStream open() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        boolean cutOff = endsWithinLine();
        FileOutputStream opened = new FileOutputStream(file.toFile(), true);
        if (cutOff) {
            write(opened, new byte[] {'\n'});
        }
        return opened;
    }

    private boolean endsWithinLine() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return false;
        }
        try (RandomAccessFile existing = new RandomAccessFile(file.toFile(), "r")) {
            existing.seek(existing.length() - 1);
            return existing.read() != '\n';
        }
    }
}
