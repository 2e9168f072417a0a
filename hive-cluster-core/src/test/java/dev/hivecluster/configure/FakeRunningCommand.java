package dev.hivecluster.configure;

import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.RunningCommand;
import dev.hivecluster.remote.ShellException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A command of a {@link FakeShell} on a thread of its own. */
final class FakeRunningCommand implements RunningCommand {
    private final CompletableFuture<CommandResult> result = new CompletableFuture<>();
    private final Thread thread;

    FakeRunningCommand(Body body) {
        thread = new Thread(
                () -> {
                    try {
                        result.complete(body.run());
                    } catch (InterruptedException e) {
                        result.complete(new CommandResult(143, "", "", Duration.ZERO));
                    } catch (ShellException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                "fake-command");
    }

    void begin() {
        thread.start();
    }

    @Override
    public CommandResult await() throws ShellException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ShellException shell) {
                throw shell;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public boolean isDone() {
        return result.isDone();
    }

    @Override
    public void signal(String name) {
        if (!name.equals("TERM")) {
            throw new IllegalArgumentException(name);
        }
        thread.interrupt();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    interface Body {
        CommandResult run() throws ShellException, InterruptedException;
    }
}
