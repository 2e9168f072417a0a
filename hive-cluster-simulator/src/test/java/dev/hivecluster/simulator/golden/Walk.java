package dev.hivecluster.simulator.golden;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.FormedHive;
import dev.hivecluster.simulator.gateway.SignedRequests;
import dev.hivecluster.simulator.golden.GoldenRecordings.Recording;
import dev.hivecluster.simulator.golden.Interlude.Moment;
import dev.hivecluster.simulator.http.RawClient.Answer;
import dev.hivecluster.simulator.signature.Authorization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends recorded requests to a cluster again: in their order, at their distance in time, signed anew, with the cluster's own
 * ids. What happened between is played by interludes.
 */
final class Walk {
    private static final Credentials STRANGER = new Credentials("AKIAXXXXXXXXXXXXXXXX", "unknown");
    private static final Credentials WRONG_SECRET =
            new Credentials(FormedHive.CREDENTIALS.accessKeyId(), "not the secret");

    /** A signature's time is a whole second; an exchange takes at least this long. */
    private static final Duration LEAST = Duration.ofMillis(20);

    private final ReplayedCluster cluster;
    private final Instant beginning;
    private final List<Interlude> interludes;
    private Instant recorded;
    private Duration elapsed = Duration.ZERO;

    /** @param beginning when the first request was sent */
    Walk(ReplayedCluster cluster, Instant beginning, List<Interlude> interludes) {
        this.cluster = cluster;
        this.beginning = beginning;
        this.recorded = beginning;
        this.interludes = List.copyOf(interludes);
    }

    /**
     * Sends a request again.
     *
     * @return in what its answer differs; nothing if what was answered is not known
     */
    Optional<List<Difference>> replay(Recording recording) throws Exception {
        recorded = recording.answered().orElse(recorded);
        Duration least = elapsed.plus(LEAST);
        elapsed = recording
                .sent(recorded)
                .map(sent -> Duration.between(beginning, sent))
                .filter(sent -> sent.compareTo(least) > 0)
                .orElse(least);
        cluster.time().passTo(elapsed);
        cluster.ids().named(recording.target() + " " + recording.body());
        String host = cluster.host(recording.node(), recording.port());
        boolean encrypted = !recording.name().contains("Plain-http");
        String request = again(recording, host, Duration.between(recorded, Instant.now()));
        String received = exchange(recording, encrypted, request).replace(host, recording.host());
        return recording.answer().map(known -> {
            Answer actual = Answer.parse(received);
            cluster.ids().born(known.body(), actual.body());
            Answer expected = new Answer(
                    known.status(), translated(known.headers()), cluster.ids().translated(known.body()));
            return Difference.between(expected, comparable(recording, expected, actual));
        });
    }

    /** What happened before a request. */
    List<Interlude> before(Recording recording) {
        return interludes(recording, Moment.BEFORE);
    }

    void play(Interlude interlude) throws Exception {
        interlude.action().accept(cluster);
    }

    private List<Interlude> interludes(Recording recording, Moment moment) {
        return interludes.stream()
                .filter(interlude ->
                        interlude.moment() == moment && interlude.recording().equals(recording.name()))
                .toList();
    }

    private String exchange(Recording recording, boolean encrypted, String request) throws Exception {
        CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
            try {
                return cluster.exchange(recording.node(), recording.port(), encrypted, request);
            } catch (IOException e) {
                throw new UncheckedIOException(recording.name(), e);
            }
        });
        for (Interlude interlude : interludes(recording, Moment.DURING)) {
            play(interlude);
        }
        return received.get(1, TimeUnit.MINUTES);
    }

    private Map<String, String> translated(Map<String, String> headers) {
        Map<String, String> translated = new TreeMap<>();
        headers.forEach((name, value) -> translated.put(name, cluster.ids().translated(value)));
        return translated;
    }

    /** An entity tag says where an object is: it is the same each time only where the place names no resource. */
    private static Answer comparable(Recording recording, Answer expected, Answer actual) {
        Map<String, String> headers = new TreeMap<>(actual.headers());
        if (recording.target().matches(".*-[0-9a-f]{17}/.*")
                && actual.header("etag").matches("[0-9a-f]{32}")) {
            headers.put("etag", expected.header("etag"));
        }
        return new Answer(actual.status(), headers, actual.body());
    }

    private String again(Recording recording, String host, Duration age) {
        String target = cluster.ids().translated(recording.target());
        String body = cluster.ids().translated(recording.body());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(recording.headers());
        headers.put("Host", host);
        Optional<Instant> signed = recording.signed().map(date -> date.plus(age));
        signed.ifPresent(time -> headers.put("X-Amz-Date", Recording.AMZ_DATE.format(time)));
        Optional<Authorization> authorization =
                Optional.ofNullable(headers.get("Authorization")).flatMap(Authorization::parse);
        boolean signAgain = authorization.isPresent()
                && signed.isPresent()
                && !recording.name().contains("bad-signature");
        if (signAgain) {
            Map<String, String> toSign = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            authorization.get().signedHeaders().forEach(name -> toSign.put(name, headers.get(name)));
            toSign.remove("x-amz-date");
            headers.putAll(SignedRequests.sign(
                    credentials(recording),
                    authorization.get().service(),
                    authorization.get().region(),
                    signed.get(),
                    recording.method(),
                    host,
                    target,
                    toSign,
                    body));
        }
        return SignedRequests.text(
                recording.method(), target, headers, recording.name().contains("tampered") ? body + "&More=1" : body);
    }

    private static Credentials credentials(Recording recording) {
        String name = recording.name();
        if (name.contains("unknown-access-key") || name.contains("unknown-key")) {
            return STRANGER;
        }
        return name.contains("wrong-secret") || name.contains("bad-secret") ? WRONG_SECRET : FormedHive.CREDENTIALS;
    }
}
