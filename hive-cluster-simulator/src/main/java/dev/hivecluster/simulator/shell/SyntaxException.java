package dev.hivecluster.simulator.shell;

/** A script that the grammar does not know. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean incomplete;

    private SyntaxException(String message, boolean incomplete) {
        super(message);
        this.incomplete = incomplete;
    }

    static SyntaxException unexpected(String token) {
        return new SyntaxException("Syntax error: " + token + " unexpected", false);
    }

    static SyntaxException invalid(String problem) {
        return new SyntaxException("Syntax error: " + problem, false);
    }

    /** Of a script that ended too early: at a prompt the next line may complete it. */
    static SyntaxException incomplete(String problem) {
        return new SyntaxException("Syntax error: " + problem, true);
    }

    boolean isIncomplete() {
        return incomplete;
    }
}
