package dev.hivecluster.deploy.tofu;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One line of what tofu writes with {@code -json}.
 *
 * @param message for people
 * @param type what it is about, such as {@code apply_start}
 */
record TofuMessage(
        @JsonProperty("@message") String message,
        String type,
        Optional<Change> change,
        Optional<Hook> hook,
        Optional<Diagnostic> diagnostic,
        Optional<Map<String, Output>> outputs) {
    TofuMessage {
        message = message == null ? "" : message;
        type = type == null ? "" : type;
    }

    /** @param key the index or key of an instance; null if there is only one */
    record Resource(
            String addr,
            @JsonProperty("resource_type") String type,
            @JsonProperty("resource_name") String name,
            @JsonProperty("resource_key") @Nullable JsonNode key) {}

    /** What a plan would do to a resource. */
    record Change(Resource resource, String action, Optional<String> reason) {
        /** Whether the resource as it is would be gone afterwards, though it was whole. */
        boolean loses() {
            boolean gone = action.equals("delete") || action.equals("replace");
            return gone && !reason.filter("tainted"::equals).isPresent();
        }
    }

    /** What is being done to a resource. */
    record Hook(Resource resource, Optional<String> action, Optional<String> output) {}

    record Diagnostic(String severity, String summary, Optional<String> detail, Optional<String> address) {
        boolean isError() {
            return severity.equals("error");
        }

        /** Everything on one line. */
        String text() {
            return summary
                    + address.map(at -> " (%s)".formatted(at)).orElse("")
                    + detail.filter(text -> !text.isBlank())
                            .map(text -> ": " + text.strip().replaceAll("\\s+", " "))
                            .orElse("");
        }
    }

    /** @param value there only after an apply, and unless it is sensitive */
    record Output(@Nullable JsonNode value) {}
}
