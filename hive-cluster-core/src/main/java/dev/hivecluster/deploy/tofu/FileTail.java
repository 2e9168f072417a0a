package dev.hivecluster.deploy.tofu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a file, which grows, line by line. */
final class FileTail implements AutoCloseable {
    private final RandomAccessFile file;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];

    FileTail(Path file, Consumer<String> lines) throws IOException {
        this.file = new RandomAccessFile(file.toFile(), "r");
        this.lines = lines;
    }

    /** Hands on the lines that were completed since the last time. */
    void read() throws IOException {
        for (int count = file.read(buffer); count > 0; count = file.read(buffer)) {
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    begun.write(buffer, from, i - from);
                    from = i + 1;
                    handOn();
                }
            }
            begun.write(buffer, from, count - from);
        }
    }

    /** The writer has ended: hands on everything that is left. */
    void finish() throws IOException {
        read();
        if (begun.size() > 0) {
            handOn();
        }
    }

    private void handOn() {
        String line = begun.toString(StandardCharsets.UTF_8);
        begun.reset();
        lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
