package dev.hivecluster.simulator.shell;

/** Leaves the constructs around a builtin: {@code exit}, {@code return}, {@code break}, {@code continue}. */
final class Jump extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final int value;

    /** @param value the status, or how many loops to leave */
    Jump(Kind kind, int value) {
        super(null, null, false, false);
        this.kind = kind;
        this.value = value;
    }

    Kind kind() {
        return kind;
    }

    int value() {
        return value;
    }

    /** Where it leads. */
    enum Kind {
        EXIT,
        RETURN,
        BREAK,
        CONTINUE
    }
}
