package dev.hivecluster.maven;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The JVMs in which Surefire and Failsafe run tests, as children of this process. */
final class TestProcesses {
    private static final Pattern FORK = Pattern.compile("surefirebooter|ForkedBooter|surefire\\d+tmp");

    private TestProcesses() {}

    /**
     * Waits until none runs any more, since a cluster must not vanish beneath a running test. One that does not end in
     * time is told to.
     */
    static void await(Duration limit) {
        List<ProcessHandle> running = ProcessHandle.current()
                .descendants()
                .filter(TestProcesses::isFork)
                .toList();
        CompletableFuture<Void> ended = CompletableFuture.allOf(
                running.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            ended.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.forEach(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process cannot be awaited", e);
        }
    }

    private static boolean isFork(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> FORK.matcher(line).find())
                .isPresent();
    }
}
