package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.BrokenPipeException;
import dev.hivecluster.simulator.node.FileErrors;
import dev.hivecluster.simulator.node.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;

/** Does the same with each of a program's operands; one that fails is reported, and the others are done all the same. */
final class Each {
    private Each() {}

    /** What is done with an operand. */
    interface Action {
        void perform(String operand) throws IOException, InterruptedException;
    }

    /** What is done with a stream. */
    interface Reader {
        void read(InputStream in) throws IOException, InterruptedException;
    }

    /** Returns 0 if all went well, otherwise 1. */
    static int of(Invocation invocation, List<String> operands, Action action)
            throws IOException, InterruptedException {
        int status = 0;
        for (String operand : operands) {
            invocation.process().checkpoint();
            try {
                action.perform(operand);
            } catch (InterruptedIOException | ClosedByInterruptException | BrokenPipeException | UsageException e) {
                throw e;
            } catch (IOException e) {
                invocation.complain(operand + ": " + FileErrors.describe(e));
                status = 1;
            }
        }
        return status;
    }

    /** Reads each file, or standard input if there is none or for {@code -}. */
    static int input(Invocation invocation, List<String> files, Reader reader)
            throws IOException, InterruptedException {
        return of(invocation, files.isEmpty() ? List.of("-") : files, file -> {
            if (file.equals("-")) {
                reader.read(invocation.in());
                return;
            }
            if (Files.isDirectory(invocation.file(file))) {
                throw new FileSystemException(file, null, "Is a directory");
            }
            try (InputStream in = invocation.read(file)) {
                reader.read(in);
            }
        });
    }
}
