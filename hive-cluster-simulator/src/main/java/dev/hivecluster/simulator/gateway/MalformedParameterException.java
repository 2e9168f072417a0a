package dev.hivecluster.simulator.gateway;

/** A parameter's value does not have the form of its type. */
final class MalformedParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedParameterException(String parameter, Throwable cause) {
        super("the value of " + parameter + " does not have the form of its type", cause);
    }
}
