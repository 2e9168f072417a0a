package dev.hivecluster.simulator.proxmox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value of a configuration that has parts, such as {@code virtio=BC:24:11:00:64:00,bridge=vmbr0}. One part may go without
 * its name.
 */
final class PropertyString {
    private final Map<String, String> parts = new LinkedHashMap<>();

    /**
     * @param unnamed the name of the part that may go without one
     */
    PropertyString(String text, String unnamed) {
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (!part.isEmpty()) {
                parts.put(equals < 0 ? unnamed : part.substring(0, equals), part.substring(equals + 1));
            }
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    Map<String, String> parts() {
        return parts;
    }

    /** Sets a part; where it was, or at the end. */
    PropertyString with(String name, String value) {
        parts.put(name, value);
        return this;
    }

    PropertyString without(String name) {
        parts.remove(name);
        return this;
    }

    /** The text, that part first and without its name. */
    String startingWith(String unnamed) {
        String rest = parts.entrySet().stream()
                .filter(part -> !part.getKey().equals(unnamed))
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(","));
        String first = parts.getOrDefault(unnamed, "");
        return rest.isEmpty() ? first : first + "," + rest;
    }

    @Override
    public String toString() {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(","));
    }
}
