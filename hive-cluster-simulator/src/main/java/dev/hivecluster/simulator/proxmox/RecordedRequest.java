package dev.hivecluster.simulator.proxmox;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request that was made, without its secrets.
 *
 * @param method the HTTP method
 * @param path what follows {@code /api2/json/}, unescaped
 * @param parameters those of the query and the form
 * @param status how it was answered; 0 if the connection ended instead
 */
public record RecordedRequest(String method, String path, Map<String, String> parameters, int status) {
    private static final Set<String> SECRET = Set.of("cipassword", "password");

    public RecordedRequest {
        parameters = Map.copyOf(parameters);
    }

    static RecordedRequest of(ApiCall call, int status) {
        Map<String, String> parameters = new TreeMap<>(call.parameters());
        parameters.replaceAll((name, value) -> SECRET.contains(name) ? "<redacted>" : value);
        return new RecordedRequest(call.method(), String.join("/", call.path()), parameters, status);
    }
}
