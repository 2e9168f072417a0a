package dev.hivecluster.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request that was read to its end.
 *
 * @param method as sent, such as {@code POST}
 * @param target path and query as sent, still escaped
 * @param headers the header fields
 * @param body the content; empty if there was none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Request(String method, String target, Headers headers, byte[] body) {
    /** The target up to its question mark, still escaped. */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** What follows the question mark, still escaped; empty without one. */
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /** A parameter of the query, unescaped; empty if it has no value, nothing if it is not there. */
    public Optional<String> parameter(String name) {
        for (String parameter : query().split("&", -1)) {
            int end = parameter.indexOf('=');
            if (name.equals(end < 0 ? parameter : parameter.substring(0, end))) {
                return Optional.of(
                        end < 0 ? "" : URLDecoder.decode(parameter.substring(end + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + path();
    }
}
