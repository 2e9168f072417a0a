package dev.hivecluster.configure;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** HTTP and HTTPS to the services of one cluster. */
interface ClusterHttp {
    /** Whatever the service answers, also an error: then it is there. */
    Answer get(URI uri) throws IOException;

    /** Posts a body under the given headers. */
    Answer post(URI uri, Map<String, String> headers, byte[] body) throws IOException;

    /**
     * What a service answered.
     *
     * @param status HTTP's
     * @param body decoded as UTF-8
     */
    record Answer(int status, String body) {}

    /** Makes a client. */
    @FunctionalInterface
    interface Factory {
        /** @param certificate the one CA that it trusts, PEM */
        ClusterHttp trusting(String certificate);
    }
}
