package dev.hivecluster.simulator.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A pseudo-terminal in canonical mode: it echoes what is typed, edits the line (backspace, Ctrl-U, Ctrl-W), and hands whole
 * lines to its reader. Ctrl-C interrupts what is in front, Ctrl-D at the start of a line ends the input.
 */
final class Terminal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Terminal.class.getName());

    private static final int INTERRUPT = 3;
    private static final int END = 4;
    private static final int KILL_LINE = 21;
    private static final int KILL_WORD = 23;
    private static final int ESCAPE = 27;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;

    private final InputStream keyboard;
    private final OutputStream screen;
    private final BooleanSupplier interrupt;
    private final Deque<byte[]> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Thread thread;
    private boolean closed;

    /**
     * @param interrupt interrupts what is in front; tells whether there was anything
     */
    Terminal(String name, InputStream keyboard, OutputStream screen, BooleanSupplier interrupt) {
        this.keyboard = keyboard;
        this.screen = screen;
        this.interrupt = interrupt;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** What was typed, line by line. */
    InputStream input() {
        return new Lines();
    }

    /** What is shown: a line feed also returns to the line's start. */
    OutputStream output() {
        return new Screen();
    }

    @Override
    public void close() {
        thread.interrupt();
        end();
    }

    private void run() {
        try {
            int key;
            while ((key = keyboard.read()) >= 0) {
                pressed(key);
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> "the terminal %s was cut off".formatted(thread.getName()));
        } finally {
            end();
        }
    }

    private void pressed(int key) throws IOException {
        switch (key) {
            case '\r', '\n' -> {
                line.write('\n');
                show("\r\n");
                push(line.toByteArray());
                line.reset();
            }
            case BACKSPACE, DELETE -> erase(1);
            case KILL_LINE -> erase(line.size());
            case KILL_WORD -> erase(word());
            case INTERRUPT -> {
                line.reset();
                show("^C\r\n");
                if (!interrupt.getAsBoolean()) {
                    push(new byte[] {'\n'});
                }
            }
            case END -> {
                push(line.toByteArray());
                line.reset();
            }
            case ESCAPE -> skipSequence();
            default -> {
                line.write(key);
                screen.write(new byte[] {(byte) key});
            }
        }
    }

    /** Cursor keys and their like have nothing to move through. */
    private void skipSequence() throws IOException {
        int next = keyboard.read();
        if (next != '[' && next != 'O') {
            return;
        }
        do {
            next = keyboard.read();
        } while (next >= 0 && (next < '@' || next > '~'));
    }

    private int word() {
        byte[] typed = line.toByteArray();
        int end = typed.length;
        while (end > 0 && typed[end - 1] == ' ') {
            end--;
        }
        while (end > 0 && typed[end - 1] != ' ') {
            end--;
        }
        return typed.length - end;
    }

    private void erase(int bytes) throws IOException {
        byte[] typed = line.toByteArray();
        int left = Math.max(0, typed.length - bytes);
        while (left > 0 && left < typed.length && (typed[left] & 0xc0) == 0x80) {
            left--;
        }
        String erased = new String(Arrays.copyOfRange(typed, left, typed.length), StandardCharsets.UTF_8);
        line.reset();
        line.write(typed, 0, left);
        show("\b \b".repeat(erased.length()));
    }

    private void show(String text) throws IOException {
        screen.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void push(byte[] typed) {
        lines.add(typed);
        notifyAll();
    }

    private synchronized void end() {
        closed = true;
        notifyAll();
    }

    private final class Lines extends InputStream {
        private byte[] current = {};
        private int next;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            synchronized (Terminal.this) {
                if (next == current.length) {
                    awaitLine();
                    if (lines.isEmpty()) {
                        return -1;
                    }
                    current = lines.remove();
                    next = 0;
                    if (current.length == 0) {
                        return -1;
                    }
                }
                int count = Math.min(wanted, current.length - next);
                System.arraycopy(current, next, target, offset, count);
                next += count;
                return count;
            }
        }

        private void awaitLine() throws InterruptedIOException {
            try {
                while (lines.isEmpty() && !closed) {
                    Terminal.this.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException interrupted = new InterruptedIOException("interrupted at the terminal");
                interrupted.initCause(e);
                throw interrupted;
            }
        }
    }

    private final class Screen extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteArrayOutputStream cooked = new ByteArrayOutputStream(length + 16);
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '\n') {
                    cooked.write('\r');
                }
                cooked.write(bytes[i]);
            }
            screen.write(cooked.toByteArray());
        }
    }
}
