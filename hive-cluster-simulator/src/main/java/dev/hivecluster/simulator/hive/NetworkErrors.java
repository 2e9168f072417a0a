package dev.hivecluster.simulator.hive;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** What Go says of a failed connection. */
final class NetworkErrors {
    private NetworkErrors() {}

    static String describe(IOException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "bind: address already in use";
            }
            if (cause instanceof ConnectException) {
                return "connect: connection refused";
            }
            if (cause instanceof SocketTimeoutException) {
                return "i/o timeout";
            }
            if (cause instanceof UnresolvedAddressException) {
                return "no such host";
            }
        }
        return String.valueOf(error.getMessage());
    }
}
