package dev.hivecluster.simulator.proxmox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way from a call to what answers it. */
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds one.
     *
     * @param pattern such as {@code GET nodes/{node}/status}; a last segment like {@code {volume+}} takes all that is left
     */
    Routes add(String pattern, Handler handler) {
        int space = pattern.indexOf(' ');
        routes.add(new Route(
                pattern.substring(0, space),
                List.of(pattern.substring(space + 1).split("/", -1)),
                handler));
        return this;
    }

    Optional<Match> find(ApiCall call) {
        return routes.stream().flatMap(route -> route.match(call).stream()).findFirst();
    }

    /** What answers a call. */
    @FunctionalInterface
    interface Handler {
        /**
         * Answers it.
         *
         * @param path the variable segments of the path, by their names
         * @return what JSON can hold, or {@link ApiServer#NO_DATA}
         * @throws ApiError if the call is refused
         */
        Object handle(ApiCall call, Map<String, String> path);
    }

    /** What answers a call, and the variable segments of its path. */
    record Match(Handler handler, Map<String, String> path) {}

    private record Route(String method, List<String> segments, Handler handler) {
        Optional<Match> match(ApiCall call) {
            if (!method.equals(call.method())) {
                return Optional.empty();
            }
            Map<String, String> path = new HashMap<>();
            List<String> given = call.path();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (i >= given.size()) {
                    return Optional.empty();
                }
                if (segment.endsWith("+}")) {
                    path.put(
                            segment.substring(1, segment.length() - 2),
                            String.join("/", given.subList(i, given.size())));
                    return Optional.of(new Match(handler, path));
                }
                if (segment.startsWith("{")) {
                    path.put(segment.substring(1, segment.length() - 1), given.get(i));
                } else if (!segment.equals(given.get(i))) {
                    return Optional.empty();
                }
            }
            return given.size() == segments.size() ? Optional.of(new Match(handler, path)) : Optional.empty();
        }
    }
}
