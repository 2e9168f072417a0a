package dev.hivecluster.remote;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One stream of a command: hands on each line as it comes and keeps the end of it all. A line of more than 64 KiB is handed
 * on in pieces, so that memory stays bounded whatever the command writes.
 */
final class CapturedOutput extends OutputStream {
    /** How much of it is kept, in bytes. */
    static final int KEPT = 1 << 20;

    private static final int LONGEST_LINE = 1 << 16;

    private final Consumer<String> lines;
    private byte[] kept = new byte[1 << 10];
    private int size;
    private long total;
    private byte[] line = new byte[1 << 8];
    private int lineSize;

    CapturedOutput(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        keep(bytes, offset, length);
        // The byte of a line feed is part of no other character in UTF-8.
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                endLine(lineSize > 0 && line[lineSize - 1] == '\r' ? lineSize - 1 : lineSize, lineSize);
            } else {
                if (lineSize == LONGEST_LINE) {
                    int whole = characterBoundary(line, lineSize);
                    endLine(whole, whole);
                }
                if (lineSize == line.length) {
                    line = Arrays.copyOf(line, line.length * 2);
                }
                line[lineSize++] = bytes[i];
            }
        }
    }

    /** Hands on what is left: nothing more will come. */
    synchronized void finish() {
        if (lineSize > 0) {
            endLine(lineSize, lineSize);
        }
    }

    /** How much was written, in bytes. */
    synchronized long total() {
        return total;
    }

    /** What was written; if that was too much, its end, after a line that says so. */
    synchronized String text() {
        int from = Math.max(0, size - KEPT);
        long cut = total - (size - from);
        if (cut == 0) {
            return new String(kept, 0, size, StandardCharsets.UTF_8);
        }
        while (from < size && isContinuation(kept[from])) {
            from++;
            cut++;
        }
        return "[the first %d bytes were cut]%n".formatted(cut).replace("\r", "")
                + new String(kept, from, size - from, StandardCharsets.UTF_8);
    }

    private void keep(byte[] bytes, int offset, int length) {
        total += length;
        int skipped = Math.max(0, length - KEPT);
        int added = length - skipped;
        if (size + added > 2 * KEPT) {
            int stays = KEPT - added > 0 ? KEPT - added : 0;
            System.arraycopy(kept, size - stays, kept, 0, stays);
            size = stays;
        }
        if (size + added > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(2 * KEPT, Math.max(size + added, kept.length * 2)));
        }
        System.arraycopy(bytes, offset + skipped, kept, size, added);
        size += added;
    }

    /** Hands on the first bytes of the line and goes on after {@code used}. */
    private void endLine(int shown, int used) {
        String text = new String(line, 0, shown, StandardCharsets.UTF_8);
        System.arraycopy(line, used, line, 0, lineSize - used);
        lineSize -= used;
        lines.accept(text);
    }

    /** Where the last character that may be incomplete begins. */
    private static int characterBoundary(byte[] bytes, int length) {
        int i = length - 1;
        while (i > length - 4 && isContinuation(bytes[i])) {
            i--;
        }
        return (bytes[i] & 0x80) == 0 ? length : i;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
