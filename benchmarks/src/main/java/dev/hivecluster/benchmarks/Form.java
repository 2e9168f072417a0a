package dev.hivecluster.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** Requests to a gateway, as forms: what a client sends as its body. */
final class Form {
    private Form() {}

    /** @param parameters names and values, in turns */
    static String of(String action, String... parameters) {
        return of(action, List.of(parameters));
    }

    private static String of(String action, List<String> parameters) {
        StringBuilder form = new StringBuilder("Action=").append(action).append("&Version=2016-11-15");
        for (int i = 0; i < parameters.size(); i += 2) {
            form.append('&')
                    .append(parameters.get(i))
                    .append('=')
                    .append(URLEncoder.encode(parameters.get(i + 1), UTF_8));
        }
        return form.toString();
    }

    /** A request about instances. */
    static String onInstances(String action, List<String> ids) {
        List<String> parameters = new ArrayList<>();
        for (String id : ids) {
            parameters.add("InstanceId." + (parameters.size() / 2 + 1));
            parameters.add(id);
        }
        return of(action, parameters);
    }

    /** A request that gives a resource that many tags. */
    static String createTags(String resource, int count) {
        List<String> parameters = new ArrayList<>(List.of("ResourceId.1", resource));
        for (int i = 1; i <= count; i++) {
            parameters.addAll(
                    List.of("Tag." + i + ".Key", "key-" + i, "Tag." + i + ".Value", "a value of some length"));
        }
        return of("CreateTags", parameters);
    }
}
