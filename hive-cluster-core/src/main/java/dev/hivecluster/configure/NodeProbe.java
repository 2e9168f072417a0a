package dev.hivecluster.configure;

import dev.hivecluster.configure.ClusterHttp.Answer;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.model.NodeEndpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks once at one of a node's services. It changes nothing. */
final class NodeProbe {
    private static final Pattern REMOTE_NAME = Pattern.compile("\"remote_name\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ERROR_CODE = Pattern.compile("<Code>([^<]*)</Code>");
    private static final Pattern INSTANCE_TYPE = Pattern.compile("<instanceType>");
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final byte[] DESCRIBE_INSTANCE_TYPES =
            "Action=DescribeInstanceTypes&Version=2016-11-15".getBytes(StandardCharsets.UTF_8);

    private final NodeEndpoints endpoints;
    private final ClusterHttp client;

    NodeProbe(NodeEndpoints endpoints, ClusterHttp client) {
        this.endpoints = endpoints;
        this.client = client;
    }

    /** Whether the gateway answers; that it refuses an unsigned request is an answer. */
    Observation<String> gateway() throws InterruptedException {
        return anyAnswer(endpoints.gateway());
    }

    /** Whether the storage answers; that it refuses an unsigned request is an answer. */
    Observation<String> storage() throws InterruptedException {
        return anyAnswer(endpoints.storage());
    }

    /** Whether the daemon's process answers, which says nothing of what it can do (hive contract, section 3). */
    Observation<String> daemon() throws InterruptedException {
        return success(endpoints.daemon().resolve("/health"));
    }

    /** Whether NATS answers. */
    Observation<String> nats() throws InterruptedException {
        return success(endpoints.natsMonitor().resolve("/varz"));
    }

    /**
     * Whether NATS has routes to enough other nodes. There are several routes to each (hive contract, section 9): unique
     * names count.
     */
    Observation<String> routes(int others) throws InterruptedException {
        URI uri = endpoints.natsMonitor().resolve("/routez");
        return look(uri, () -> {
            Answer answer = client.get(uri);
            if (answer.status() != 200) {
                return Observation.notYet("status %d from %s".formatted(answer.status(), uri));
            }
            Set<String> names = new TreeSet<>();
            Matcher name = REMOTE_NAME.matcher(answer.body());
            while (name.find()) {
                names.add(name.group(1));
            }
            return names.size() >= others
                    ? Observation.found("routes to " + names)
                    : Observation.notYet("routes to %d of %d other nodes: %s".formatted(names.size(), others, names));
        });
    }

    /** Whether the gateway lists instance types, which takes NATS and a daemon that works: Hive is ready. */
    Observation<String> instanceTypes(SigV4 signer, Clock clock) throws InterruptedException {
        URI uri = endpoints.gateway();
        return look(uri, () -> {
            Answer answer = client.post(
                    uri, signer.headers(uri, FORM, DESCRIBE_INSTANCE_TYPES, clock.instant()), DESCRIBE_INSTANCE_TYPES);
            if (answer.status() != 200) {
                Matcher code = ERROR_CODE.matcher(answer.body());
                return Observation.notYet("DescribeInstanceTypes: status %d%s from %s"
                        .formatted(answer.status(), code.find() ? " " + code.group(1) : "", uri));
            }
            long types = INSTANCE_TYPE.matcher(answer.body()).results().count();
            return types > 0
                    ? Observation.found(types + " instance types")
                    : Observation.notYet("DescribeInstanceTypes: an empty list from " + uri);
        });
    }

    private Observation<String> anyAnswer(URI uri) throws InterruptedException {
        return look(uri, () -> Observation.found("status " + client.get(uri).status()));
    }

    private Observation<String> success(URI uri) throws InterruptedException {
        return look(uri, () -> {
            int status = client.get(uri).status();
            return status == 200
                    ? Observation.found("status 200")
                    : Observation.notYet("status %d from %s".formatted(status, uri));
        });
    }

    private static Observation<String> look(URI uri, Request request) throws InterruptedException {
        try {
            return request.send();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Observation.notYet("%s from %s".formatted(e.getMessage(), uri));
        }
    }

    private interface Request {
        Observation<String> send() throws IOException;
    }
}
