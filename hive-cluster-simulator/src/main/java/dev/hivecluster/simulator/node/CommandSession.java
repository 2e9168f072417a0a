package dev.hivecluster.simulator.node;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * An SSH channel that runs a command line, or the login shell. As with OpenSSH the channel stays open until the last
 * process has let go of its output; its loss hangs up what it left in the foreground.
 */
final class CommandSession implements Command {
    private final Login login;
    private final ProcessTable processes;
    private final Program shell;
    private final @Nullable String line;

    private InputStream input = InputStream.nullInputStream();
    private OutputStream output = OutputStream.nullOutputStream();
    private OutputStream error = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private @Nullable Terminal terminal;
    private @Nullable SimulatedProcess leader;
    private List<Descriptor> streams = List.of();

    /** @param line the command line; none for the login shell */
    CommandSession(Login login, ProcessTable processes, Program shell, @Nullable String line) {
        this.login = login;
        this.processes = processes;
        this.shell = shell;
        this.line = line;
    }

    @Override
    public void setInputStream(InputStream in) {
        input = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        output = new RemoteStream(out);
    }

    @Override
    public void setErrorStream(OutputStream err) {
        error = new RemoteStream(err);
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Map<String, String> given = environment.getEnv();
        Map<String, String> variables = new LinkedHashMap<>(login.environment());
        given.forEach((name, value) -> {
            if (name.equals("LANG") || name.startsWith("LC_")) {
                variables.put(name, value);
            }
        });
        Descriptor in;
        Descriptor out;
        Descriptor err;
        boolean hasTerminal = given.containsKey(Environment.ENV_LINES);
        if (hasTerminal) {
            variables.put("TERM", given.getOrDefault(Environment.ENV_TERM, "dumb"));
            terminal = new Terminal(login.machine() + "-terminal", input, output, this::interrupt);
            in = Descriptor.reading(terminal.input());
            out = Descriptor.writing(terminal.output());
            err = out.share();
        } else {
            in = Descriptor.reading(input);
            out = Descriptor.writing(output);
            err = Descriptor.writing(error);
        }
        streams = List.of(in, out, err);
        List<String> arguments = new ArrayList<>(List.of("sh"));
        if (line != null) {
            arguments.addAll(List.of("-c", line));
        } else if (hasTerminal) {
            arguments.add("-i");
        }
        SimulatedProcess process =
                processes.start(shell, new ProcessStart(arguments, variables, login.home(), in, out, err), null, true);
        leader = process;
        environment.addSignalListener(
                (from, signal) -> Signal.of(signal.name()).ifPresent(sent -> processes.signal(process.pid(), sent)));
        CompletableFuture<?> finished =
                hasTerminal ? process.exit() : CompletableFuture.allOf(process.exit(), out.released(), err.released());
        var unused =
                finished.whenComplete((done, failure) -> ended(process.exit().join()));
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (terminal != null) {
            terminal.close();
        }
        if (leader != null) {
            processes.hangUp(leader.pid(), streams);
        }
    }

    private boolean interrupt() {
        return leader != null && processes.interrupt(leader.pid());
    }

    private void ended(int status) {
        if (exit != null) {
            exit.onExit(status);
        }
    }
}
