package dev.hivecluster.e2e.mutation;

import dev.hivecluster.simulator.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request asks for. */
final class Call {
    /** A request to the gateway that names no action. */
    static final String WITHOUT_ACTION = "none";

    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");

    private Call() {}

    /** The action that a request to the gateway names. */
    static String toGateway(Request request) {
        Matcher action = ACTION.matcher(new String(request.body(), StandardCharsets.UTF_8));
        return action.find() ? action.group(1) : WITHOUT_ACTION;
    }

    /** The operation of S3 that a request to the storage is, by the SDK's name for it. */
    static String toStorage(Request request) {
        String what = request.query().contains("list-type=2") ? "ListObjectsV2" : "Object";
        return switch (request.method()) {
            case "GET" -> what.equals("Object") ? "GetObject" : what;
            case "DELETE" -> "DeleteObject";
            default -> request.method();
        };
    }
}
