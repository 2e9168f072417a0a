package dev.hivecluster.simulator.proxmox;

import java.util.Map;

/** A request that is refused, in Proxmox's own words. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final Map<String, String> parameters;

    private ApiError(int status, String message, Map<String, String> parameters) {
        super(message, null, false, false);
        this.status = status;
        this.parameters = Map.copyOf(parameters);
    }

    /** What cannot be done now, or is not there: Proxmox answers 500 to that. */
    static ApiError failed(String message) {
        return new ApiError(500, message, Map.of());
    }

    /** A parameter that does not say what it should. */
    static ApiError parameter(String name, String problem) {
        return new ApiError(400, "Parameter verification failed.", Map.of(name, problem));
    }

    /** Any other refusal. */
    static ApiError of(int status, String message) {
        return new ApiError(status, message, Map.of());
    }

    int status() {
        return status;
    }

    /** What is wrong with which parameter. */
    Map<String, String> parameters() {
        return parameters;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
