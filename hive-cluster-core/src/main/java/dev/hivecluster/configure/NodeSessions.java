package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.ShellException;
import dev.hivecluster.remote.ShellFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The one session per node that all steps share; closing it ends every command that still runs. */
final class NodeSessions implements AutoCloseable {
    private final ShellFactory shells;
    private final Path sshConfig;
    private final List<Shell> open = new ArrayList<>();
    private boolean closed;

    NodeSessions(ShellFactory shells, Path sshConfig) {
        this.shells = shells;
        this.sshConfig = sshConfig;
    }

    NodeSession open(Node node, Activity activity) throws ShellException, InterruptedException {
        Shell shell = shells.open(node, activity);
        keep(shell);
        return new NodeSession(node, shell, sshConfig);
    }

    private void keep(Shell shell) throws InterruptedException {
        synchronized (this) {
            if (!closed) {
                open.add(shell);
                return;
            }
        }
        shell.close();
        throw new InterruptedException("the sessions were closed meanwhile");
    }

    @Override
    public void close() {
        List<Shell> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
            open.clear();
        }
        all.forEach(Shell::close);
    }
}
