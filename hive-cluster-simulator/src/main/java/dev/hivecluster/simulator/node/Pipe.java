package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** A pipe between two processes, with a bounded buffer. An interrupt of a thread that waits on it ends the wait. */
public final class Pipe {
    private static final int CAPACITY = 65536;

    private final byte[] buffer = new byte[CAPACITY];
    private int start;
    private int length;
    private boolean writerClosed;
    private boolean readerClosed;

    private final InputStream reader = new Reader();
    private final OutputStream writer = new Writer();

    /** The end that is read from; it ends when the writer was closed and everything was read. */
    public InputStream reader() {
        return reader;
    }

    /** The end that is written to. */
    public OutputStream writer() {
        return writer;
    }

    private synchronized int read(byte[] target, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        waitWhile(() -> length == 0 && !writerClosed && !readerClosed);
        if (length == 0 || readerClosed) {
            return -1;
        }
        int count = Math.min(wanted, Math.min(length, CAPACITY - start));
        System.arraycopy(buffer, start, target, offset, count);
        start = (start + count) % CAPACITY;
        length -= count;
        notifyAll();
        return count;
    }

    private synchronized void write(byte[] source, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            waitWhile(() -> length == CAPACITY && !writerClosed && !readerClosed);
            if (readerClosed || writerClosed) {
                throw new BrokenPipeException();
            }
            int end = (start + length) % CAPACITY;
            int part = Math.min(count - done, Math.min(CAPACITY - length, CAPACITY - end));
            System.arraycopy(source, offset + done, buffer, end, part);
            length += part;
            done += part;
            notifyAll();
        }
    }

    private synchronized void waitWhile(BooleanSupplier state) throws InterruptedIOException {
        try {
            while (state.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting on a pipe");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private synchronized void closeReader() {
        readerClosed = true;
        notifyAll();
    }

    private synchronized void closeWriter() {
        writerClosed = true;
        notifyAll();
    }

    private synchronized int readable() {
        return length;
    }

    private final class Reader extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            return Pipe.this.read(target, offset, wanted);
        }

        @Override
        public int available() {
            return readable();
        }

        @Override
        public void close() {
            closeReader();
        }
    }

    private final class Writer extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            Pipe.this.write(source, offset, count);
        }

        @Override
        public void close() {
            closeWriter();
        }
    }
}
