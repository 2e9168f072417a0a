package dev.hivecluster.deploy.tofu;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * This machine and its user, as far as tofu is concerned.
 *
 * @param environment the variables that we were started with
 * @param home the user's home directory
 * @param stopWithin how long a tofu may take to end after it was told to: it first finishes what is under way, since
 *     otherwise it would lose what it made
 */
record TofuHost(Map<String, String> environment, Path home, Duration stopWithin) {
    private static final Duration STOP_WITHIN = Duration.ofMinutes(5);

    TofuHost {
        environment = Map.copyOf(environment);
    }

    static TofuHost current() {
        return new TofuHost(System.getenv(), Path.of(System.getProperty("user.home")), STOP_WITHIN);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where this plugin may keep what any cluster of this user can use. */
    Path cache() {
        return variable("XDG_CACHE_HOME")
                .map(Path::of)
                .orElse(home.resolve(".cache"))
                .resolve("hive-cluster");
    }
}
