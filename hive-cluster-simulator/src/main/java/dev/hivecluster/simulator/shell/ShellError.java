package dev.hivecluster.simulator.shell;

/** An error that ends a shell that is not interactive, such as an unset variable under {@code set -u}. */
final class ShellError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    ShellError(String message, int status) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}
