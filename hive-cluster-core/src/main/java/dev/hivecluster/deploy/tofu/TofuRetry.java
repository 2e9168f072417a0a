package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tries again what backends are known to fail at now and then.
 *
 * @param count how often at most; 0 for never
 * @param pattern what else is worth another try, beside what is known to be
 */
record TofuRetry(int count, Optional<Pattern> pattern) {
    static final int DEFAULT_COUNT = 2;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** Proxmox's locks are held for seconds by any work on the same storage, its lists lag, and its proxies time out. */
    private static final List<Pattern> FLAKY = Stream.of(
                    "can't lock file .* got timeout",
                    "got lock (request )?timeout",
                    "unable to (acquire|obtain|get) .*lock",
                    "\\bVM (\\d+ )?is locked\\b",
                    "root object was present, but now absent",
                    "\\bVM \\d+ already exists\\b",
                    "belongs to somebody else, or was removed while it was made",
                    "\\b(HTTP|status|status code|code|response)\\W{1,3}5\\d\\d\\b",
                    "\\b5\\d\\d (Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)",
                    "(i/o|handshake|connection|gateway|request) time-?out",
                    "context deadline exceeded|Client\\.Timeout exceeded|timeout while waiting",
                    "connection reset by peer|broken pipe|unexpected EOF|http2: client connection lost",
                    "\\bEOF( \\(|$)",
                    "Too Many Requests")
            .map(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE))
            .toList();

    /** What a provider says that has waited for a machine's address as long as it was told to: that passes no sooner again. */
    private static final Pattern WAITED_LONG_ENOUGH =
            Pattern.compile("couldn't retrieve IP address of domain.*?context deadline exceeded", Pattern.DOTALL);

    /**
     * Runs something, again if it failed in a way that may pass; each further try is announced.
     *
     * @throws DeployException as the last try failed
     */
    <T> T run(Activity activity, Attempt<T> attempt) throws DeployException, InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                return attempt.run();
            } catch (TofuException e) {
                if (tried > count || !isFlaky(e.said())) {
                    throw new DeployException(
                            tried == 1
                                    ? String.valueOf(e.getMessage())
                                    : "%s (tried %d times)".formatted(e.getMessage(), tried),
                            e);
                }
                Duration pause = pause(tried);
                activity.warning("%s. It is tried again in %s (%d of at most %d)"
                        .formatted(e.getMessage(), Durations.text(pause), tried, count));
                activity.pause(pause);
            }
        }
    }

    boolean isFlaky(String said) {
        String rest = WAITED_LONG_ENOUGH.matcher(said).replaceAll("");
        return FLAKY.stream().anyMatch(known -> known.matcher(rest).find())
                || pattern.filter(own -> own.matcher(said).find()).isPresent();
    }

    /** Doubled each time, and never quite the same, so that builds that fail together don't come back together. */
    private static Duration pause(int tried) {
        long most = FIRST_PAUSE.multipliedBy(1L << Math.min(tried - 1, 4)).toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** What is tried. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws DeployException, InterruptedException;
    }
}
