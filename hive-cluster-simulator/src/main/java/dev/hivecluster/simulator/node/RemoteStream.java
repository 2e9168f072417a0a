package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** What a process writes to its SSH client: sent at once, and a broken pipe when the client is gone. */
final class RemoteStream extends OutputStream {
    private final OutputStream channel;

    RemoteStream(OutputStream channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            channel.write(bytes, offset, length);
            channel.flush();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            BrokenPipeException broken = new BrokenPipeException();
            broken.initCause(e);
            throw broken;
        }
    }
}
