package dev.hivecluster.simulator.gateway;

import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import java.util.Optional;

/** Which web pages may call the gateway: Hive's own alone (hive contract, section 4.1; recording 032). */
final class CrossOrigin {
    private static final String ALLOWED = "https://localhost:3000";

    private CrossOrigin() {}

    /** The answer to a browser's question, which is not signed; nothing if the request is none. */
    static Optional<Response> preflight(Request request) {
        boolean asks = request.method().equals("OPTIONS")
                && request.headers().first("Origin").isPresent()
                && request.headers().first("Access-Control-Request-Method").isPresent();
        if (!asks) {
            return Optional.empty();
        }
        Response response =
                Response.of(204).with("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers, Origin");
        return Optional.of(
                isAllowed(request)
                        ? allowed(response)
                                .with("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,HEAD,OPTIONS")
                                .with("Access-Control-Allow-Headers", "*")
                        : response);
    }

    /** An answer that says to caches and browsers for whom it is. */
    static Response marked(Request request, Response response) {
        Response marked = response.with("Vary", "Origin");
        return isAllowed(request) ? allowed(marked) : marked;
    }

    private static boolean isAllowed(Request request) {
        return request.headers().first("Origin").filter(ALLOWED::equals).isPresent();
    }

    private static Response allowed(Response response) {
        return response.with("Access-Control-Allow-Origin", ALLOWED).with("Access-Control-Allow-Credentials", "true");
    }
}
