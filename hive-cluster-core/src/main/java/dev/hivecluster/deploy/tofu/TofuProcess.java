package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.OwnSession;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Durations;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of tofu, in a session of its own, so that a terminal's Ctrl-C does not reach it. If we are interrupted, it is
 * told once to stop, and awaited: it then finishes what is under way, so that its state has everything that exists.
 */
final class TofuProcess {
    private static final List<String> PRIVATE = List.of("/bin/sh", "-c", "umask 077 && exec \"$@\"", "sh");
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final Duration SAY_EVERY = Duration.ofSeconds(8);

    private final TofuFiles files;
    private final TofuHost host;

    TofuProcess(TofuFiles files, TofuHost host) {
        this.files = files;
        this.host = host;
    }

    /**
     * Runs a command to its end.
     *
     * @param name of the command, for files and messages, such as {@code apply}
     * @param out gets the lines of its standard output, data for programs
     * @param err gets the lines of its standard error, for people
     * @return its exit status
     * @throws InterruptedException if we were interrupted; the command has ended nevertheless
     */
    int run(
            String name,
            List<String> command,
            Map<String, String> environment,
            Activity activity,
            Consumer<String> out,
            Consumer<String> err)
            throws DeployException, InterruptedException {
        Path stdout = files.output(name, "out");
        Path stderr = files.output(name, "err");
        try {
            AtomicFiles.writePrivate(stdout, "");
            AtomicFiles.writePrivate(stderr, "");
            try (FileTail outTail = new FileTail(stdout, out);
                    FileTail errTail = new FileTail(stderr, err)) {
                Process process = start(command, environment, stdout, stderr);
                return follow(name, process, activity, outTail, errTail);
            }
        } catch (IOException e) {
            throw new DeployException("%s cannot be run: %s".formatted(command.get(0), e.getMessage()), e);
        }
    }

    private Process start(List<String> command, Map<String, String> environment, Path stdout, Path stderr)
            throws IOException {
        List<String> quietly = new ArrayList<>(PRIVATE);
        quietly.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(
                        OwnSession.find().map(session -> session.wrap(quietly)).orElse(quietly))
                .directory(files.module().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(stdout.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private int follow(String name, Process process, Activity activity, FileTail out, FileTail err)
            throws IOException, InterruptedException {
        Patience patience = new Patience(name, process, activity);
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                patience.look();
            } catch (InterruptedException e) {
                interrupted = true;
                patience.stop();
            }
            out.read();
            err.read();
        }
        out.finish();
        err.finish();
        if (interrupted) {
            throw new InterruptedException("tofu %s was stopped".formatted(name));
        }
        return process.exitValue();
    }

    /** How long one waits for a process, and what people hear of it meanwhile. */
    private final class Patience {
        private final String name;
        private final Process process;
        private final Activity activity;
        private final long started = System.nanoTime();
        private long stopped;
        private boolean stopping;
        private boolean killed;
        private Duration nextWord = SAY_EVERY;

        Patience(String name, Process process, Activity activity) {
            this.name = name;
            this.process = process;
            this.activity = activity;
        }

        void look() {
            Duration running = Duration.ofNanos(System.nanoTime() - started);
            if (running.compareTo(nextWord) >= 0) {
                nextWord = running.plus(SAY_EVERY);
                activity.progress("tofu %s runs since %s%s"
                        .formatted(
                                name,
                                Durations.text(running),
                                stopping ? "; it was told to stop, and finishes what is under way" : ""));
            }
            if (stopping
                    && !killed
                    && System.nanoTime() - stopped > host.stopWithin().toNanos()) {
                kill();
            }
        }

        void stop() {
            if (stopping || !process.isAlive()) {
                return;
            }
            stopping = true;
            stopped = System.nanoTime();
            activity.progress(
                    "tofu %s, process %d, is told to stop; it finishes what is under way, for at most %s, so that nothing it made is forgotten"
                            .formatted(name, process.pid(), Durations.text(host.stopWithin())));
            new TofuProcesses(files).stopOnce(process.toHandle(), activity);
        }

        private void kill() {
            killed = true;
            activity.warning(
                    "tofu %s, process %d, did not stop within %s and is killed, by which it forgets what it made"
                            .formatted(name, process.pid(), Durations.text(host.stopWithin())));
            List<ProcessHandle> providers = process.descendants().toList();
            process.destroyForcibly();
            providers.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
