package dev.hivecluster.simulator.http;

/** What was sent is no request that can be answered; the connection ends after the answer. */
final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    MalformedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
