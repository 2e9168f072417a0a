package dev.hivecluster.simulator.http;

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

    @Override
    public String toString() {
        return method + " " + path();
    }
}
