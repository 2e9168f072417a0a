package dev.hivecluster.simulator.node;

import java.io.IOException;

/** Nobody reads any more what is written: a process that does not handle it ends as by {@link Signal#PIPE}. */
public final class BrokenPipeException extends IOException {
    private static final long serialVersionUID = 1;

    public BrokenPipeException() {
        super("Broken pipe");
    }
}
