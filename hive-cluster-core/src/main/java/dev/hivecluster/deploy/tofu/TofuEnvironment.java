package dev.hivecluster.deploy.tofu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What tofu finds in its environment: the user's own, without what would change the meaning of our commands. */
final class TofuEnvironment {
    private static final String CACHE = "TF_PLUGIN_CACHE_DIR";
    private static final String CONFIG = "TF_CLI_CONFIG_FILE";

    /** A provider listens on a socket there, named {@code plugin} and ten digits, whose path may have 103 bytes at most. */
    private static final int LONGEST_TEMPORARY = 80;

    private static final Set<String> OURS = Set.of("TF_WORKSPACE", "TF_DATA_DIR", "TF_INPUT", "TF_IN_AUTOMATION");
    private static final Pattern OWN_INSTALLATION =
            Pattern.compile("(?m)^\\s*(plugin_cache_dir\\b|filesystem_mirror\\b|dev_overrides\\b)");

    private final Map<String, String> variables;
    private final Optional<Path> cache;

    private TofuEnvironment(Map<String, String> variables, Optional<Path> cache) {
        this.variables = Map.copyOf(variables);
        this.cache = cache;
    }

    static TofuEnvironment of(TofuHost host, TofuFiles files) {
        Map<String, String> variables = new TreeMap<>(host.environment());
        variables.keySet().removeIf(TofuEnvironment::changesMeaning);
        variables.put("TF_IN_AUTOMATION", "1");
        variables.put("TF_INPUT", "0");
        variables.put("CHECKPOINT_DISABLE", "1");
        variables.put("TF_DATA_DIR", files.data().toString());
        variables.put("HOME", files.home().toString());
        if (files.temporary().toString().length() <= LONGEST_TEMPORARY) {
            variables.put("TMPDIR", files.temporary().toString());
        }
        Optional<Path> cache = hasInstallationOfItsOwn(host)
                ? Optional.empty()
                : Optional.of(host.cache().resolve("tofu-plugins"));
        cache.ifPresent(directory -> variables.put(CACHE, directory.toString()));
        return new TofuEnvironment(variables, cache);
    }

    private static boolean changesMeaning(String name) {
        return OURS.contains(name)
                || name.startsWith("TF_CLI_ARGS")
                || (name.startsWith("TF_VAR_")
                        && ContractVariables.SET_BY.containsKey(name.substring("TF_VAR_".length())));
    }

    /** Whether the user has said where providers come from, or are kept. */
    private static boolean hasInstallationOfItsOwn(TofuHost host) {
        return host.variable(CACHE).isPresent()
                || host.variable(CONFIG)
                        .map(Path::of)
                        .map(Stream::of)
                        .orElseGet(() -> Stream.of(
                                host.home().resolve(".tofurc"), host.home().resolve(".terraformrc")))
                        .anyMatch(TofuEnvironment::tellsOfInstallation);
    }

    private static boolean tellsOfInstallation(Path configuration) {
        try {
            return Files.exists(configuration)
                    && OWN_INSTALLATION.matcher(Files.readString(configuration)).find();
        } catch (IOException unreadable) {
            // Then tofu says so itself, whatever we add.
            return false;
        }
    }

    Map<String, String> variables() {
        return variables;
    }

    /** With what a command needs that talks to the backend. */
    Map<String, String> with(Map<String, String> access) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(access);
        return all;
    }

    /** The shared directory of providers, if it is ours to look after. */
    Optional<Path> cache() {
        return cache;
    }

    /** Values that no event may show. */
    static List<String> secrets(Map<String, String> access) {
        return access.entrySet().stream()
                .filter(entry -> isSecret(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    static boolean isSecret(String name) {
        return name.matches("(?i).*(token|password|passwd|secret|credential|private|key).*")
                && !name.matches("(?i).*(path|file|public).*");
    }
}
