package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.node.Descriptor;
import dev.hivecluster.simulator.node.FileErrors;
import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.node.Invocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens what the redirections of one command name, and lets go of it afterwards. */
final class Redirector implements AutoCloseable {
    private final ShellState state;
    private final Expander expander;
    private final Host host;
    private Map<Integer, Descriptor> before;
    private final List<Descriptor> opened = new ArrayList<>();

    Redirector(ShellState state, Expander expander, Host host) {
        this.state = state;
        this.expander = expander;
        this.host = host;
        this.before = state.descriptors();
    }

    /**
     * Sets the shell's descriptors, until this is closed.
     *
     * @throws RedirectionException if a file cannot be opened
     */
    void apply(List<Redirection> redirections) throws IOException, InterruptedException {
        if (redirections.isEmpty()) {
            return;
        }
        state.descriptors(new HashMap<>(before));
        for (Redirection redirection : redirections) {
            state.descriptors().put(redirection.descriptor(), open(redirection));
        }
    }

    /** Keeps the shell's descriptors as they are, as {@code exec} does: the caller owns what was opened. */
    List<Descriptor> keep() {
        List<Descriptor> kept = List.copyOf(opened);
        opened.clear();
        before = state.descriptors();
        return kept;
    }

    @Override
    public void close() {
        state.descriptors(before);
        opened.forEach(Descriptor::release);
        opened.clear();
    }

    private Descriptor open(Redirection redirection) throws IOException, InterruptedException {
        if (redirection instanceof Redirection.Duplicate duplicate) {
            return duplicate(expander.text(duplicate.source()));
        }
        Descriptor descriptor;
        if (redirection instanceof Redirection.Here here) {
            byte[] body = expander.text(here.document().body()).getBytes(StandardCharsets.UTF_8);
            descriptor = Descriptor.reading(new ByteArrayInputStream(body));
        } else {
            Redirection.ToFile file = (Redirection.ToFile) redirection;
            descriptor = file(file.operator(), expander.text(file.file()));
        }
        opened.add(descriptor);
        return descriptor;
    }

    private Descriptor duplicate(String source) throws RedirectionException {
        if (source.equals("-")) {
            return Descriptor.closed();
        }
        if (source.length() != 1 || !Character.isDigit(source.charAt(0))) {
            throw new RedirectionException("Bad fd number");
        }
        Descriptor same = state.descriptors().get(source.charAt(0) - '0');
        if (same == null) {
            throw new RedirectionException(source + ": Bad file descriptor");
        }
        return same;
    }

    private Descriptor file(String operator, String path) throws RedirectionException {
        String absolute = path.startsWith("/") ? path : state.directory() + "/" + path;
        if (absolute.equals(Invocation.NOTHING)) {
            return Descriptor.nothing();
        }
        try {
            Path file = host.file(absolute);
            if (Files.isDirectory(file) && !operator.equals("<")) {
                throw new RedirectionException("cannot create " + path + ": Is a directory");
            }
            return switch (operator) {
                case "<" -> Descriptor.reading(file);
                case ">>" -> Descriptor.writing(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                default ->
                    Descriptor.writing(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
            };
        } catch (RedirectionException e) {
            throw e;
        } catch (IOException e) {
            throw failed(operator, path, FileErrors.describe(e));
        } catch (UncheckedIOException e) {
            throw failed(operator, path, FileErrors.describe(e));
        }
    }

    private static RedirectionException failed(String operator, String path, String problem) {
        return new RedirectionException(
                "cannot %s %s: %s".formatted(operator.equals("<") ? "open" : "create", path, problem));
    }

    /** A redirection that cannot be made: the command is not run. */
    static final class RedirectionException extends IOException {
        private static final long serialVersionUID = 1;

        RedirectionException(String message) {
            super(message);
        }
    }
}
