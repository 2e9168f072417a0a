package dev.hivecluster.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** A line, run by {@code /bin/sh}; a signal reaches every process that it started, as with OpenSSH. */
final class ShCommand implements Command {
    private static final long OUTPUT_AFTER_END_MILLIS = 300;

    private final String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private @Nullable Process process;

    ShCommand(String line) {
        this.line = line;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        Process started = new ProcessBuilder("/bin/sh", "-c", line).start();
        process = started;
        environment.addSignalListener((from, signal) -> signal(started, signal.name()));
        pump(in, started.getOutputStream());
        Thread stdout = pump(started.getInputStream(), out);
        Thread stderr = pump(started.getErrorStream(), err);
        daemon(() -> {
            int status = started.waitFor();
            // Of a process in the background that keeps the output open, nothing more is read.
            stdout.join(OUTPUT_AFTER_END_MILLIS);
            stderr.join(OUTPUT_AFTER_END_MILLIS);
            if (exit != null) {
                exit.onExit(status);
            }
        });
    }

    @Override
    public void destroy(ChannelSession channel) {
        Process started = process;
        if (started != null && started.isAlive()) {
            signal(started, "KILL");
        }
    }

    /** The shell is stopped meanwhile: it could start something between the look at what it started and the signal. */
    private static void signal(Process started, String signal) {
        ProcessHandle shell = started.toHandle();
        send("STOP", Stream.of(shell));
        send(signal, Stream.concat(started.descendants(), Stream.of(shell)));
        send("CONT", Stream.of(shell));
    }

    private static void send(String signal, Stream<ProcessHandle> processes) {
        List<String> kill = new ArrayList<>(List.of("kill", "-s", signal));
        processes.forEach(each -> kill.add(Long.toString(each.pid())));
        try {
            if (!new ProcessBuilder(kill).start().waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(kill + " does not end");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread pump(InputStream from, OutputStream to) {
        return daemon(() -> {
            try (from;
                    to) {
                byte[] buffer = new byte[8192];
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.write(buffer, 0, n);
                    to.flush();
                }
            } catch (IOException e) {
                // The other side is gone; the command's end tells the rest.
                return;
            }
        });
    }

    private static Thread daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private interface Work {
        void run() throws InterruptedException;
    }
}
