package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.simulator.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A call of the API.
 *
 * @param method the HTTP method
 * @param path the segments that follow {@code /api2/json/}, unescaped
 * @param parameters those of the query and the form, by name
 */
record ApiCall(String method, List<String> path, Map<String, String> parameters) {
    private static final String BASE = "/api2/json/";

    /** What a request calls; nothing if it is no call of the API. */
    static Optional<ApiCall> of(Request request) {
        if (!request.path().startsWith(BASE)) {
            return Optional.empty();
        }
        // The provider writes a slash before its question marks.
        List<String> path = Stream.of(request.path()
                        .substring(BASE.length())
                        .replaceFirst("/$", "")
                        .split("/", -1))
                .map(ApiCall::unescaped)
                .toList();
        Map<String, String> parameters = new TreeMap<>();
        read(request.query(), parameters);
        read(new String(request.body(), StandardCharsets.UTF_8), parameters);
        return Optional.of(new ApiCall(request.method(), path, Collections.unmodifiableMap(parameters)));
    }

    private static void read(String form, Map<String, String> parameters) {
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                parameters.put(
                        unescaped(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : unescaped(pair.substring(equals + 1)));
            }
        }
    }

    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** @throws ApiError if it is missing */
    String required(String name) {
        return parameter(name)
                .orElseThrow(() -> ApiError.parameter(name, "property is missing and it is not optional"));
    }

    /** Whether a boolean parameter is set. */
    boolean flag(String name) {
        return parameter(name).filter(value -> value.equals("1")).isPresent();
    }

    /** @throws ApiError if it is missing, or no virtual machine can have that id */
    int vmid(String name) {
        return vmid(name, required(name));
    }

    /** @throws ApiError if no virtual machine can have that id */
    static int vmid(String name, String value) {
        if (!value.matches("[1-9][0-9]{2,8}")) {
            throw ApiError.parameter(name, "type check ('integer') failed - got '%s'".formatted(value));
        }
        return Integer.parseInt(value);
    }

    /** @throws ApiError for a parameter that such a call does not have */
    void allow(Set<String> known) {
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw undefined(name);
            }
        }
    }

    /** A parameter that such a call does not have. */
    static ApiError undefined(String name) {
        return ApiError.parameter(
                name, "property is not defined in schema and the schema does not allow additional properties");
    }
}
