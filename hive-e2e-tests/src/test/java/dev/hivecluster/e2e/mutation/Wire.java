package dev.hivecluster.e2e.mutation;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.ServicePorts;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.simulator.http.Headers.Field;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import dev.hivecluster.simulator.pki.KeyedCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands between tests and the gateways and storages of a cluster's nodes: as each of them to the tests, with its very
 * certificate, and as a test to each of them. Requests pass as they were signed; of the answers one thing is wrong while a
 * mutant is at work.
 */
final class Wire implements AutoCloseable {
    private static final String CONFIGURATION = "hive/config/";

    private final Upstream upstream;
    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicInteger wrong = new AtomicInteger();
    private volatile @Nullable Mutant mutant;
    private volatile Listener listener = (action, answer) -> {};

    Wire(SSLContext trusting) {
        this.upstream = new Upstream(trusting);
    }

    /** The node as it is seen through this wire. */
    Node through(Cluster cluster, Node node) throws Exception {
        SSLContext tls = KeyedCertificate.fromPem(file(cluster, node, "server.pem"), file(cluster, node, "server.key"))
                .serverContext();
        URI gateway = node.endpoints().gateway();
        URI storage = node.endpoints().storage();
        return new Node(
                node.name(),
                node.index(),
                gateway.getHost(),
                node.data(),
                node.sshPort(),
                node.hostKeys(),
                Optional.of(new ServicePorts(
                        open(gateway, tls, Call::toGateway),
                        open(storage, tls, Call::toStorage),
                        node.endpoints().daemon().getPort(),
                        node.endpoints().natsMonitor().getPort())),
                node.unknown());
    }

    private static String file(Cluster cluster, Node node, String name) throws Exception {
        CommandResult read = cluster.shell(node).run(Command.of("cat", CONFIGURATION + name));
        if (!read.succeeded()) {
            throw new IOException("%s has no %s: %s".formatted(node, name, read.stderr()));
        }
        return read.stdout();
    }

    /**
     * Starts to stand for a service, at its own address.
     *
     * @param tls for https; without it http
     * @param call names what a request asks for
     * @return the port
     */
    int open(URI service, @Nullable SSLContext tls, Function<Request, String> call) throws IOException {
        HttpServer server = HttpServer.start(
                new InetSocketAddress(service.getHost(), 0),
                tls,
                "wire-" + service.getPort(),
                Clock.systemUTC(),
                request -> handle(request, service, call.apply(request)));
        servers.add(server);
        return server.address().getPort();
    }

    /** From now on something is wrong. */
    void breed(Mutant next) {
        wrong.set(0);
        mutant = next;
    }

    /** From now on nothing is wrong. */
    void heal() {
        mutant = null;
    }

    /** How many answers were wrong since the last mutant came. */
    int wrong() {
        return wrong.get();
    }

    /** Hears of each call with which nothing is wrong. */
    interface Listener {
        /**
         * A service was asked for an action.
         *
         * @param answer what whoever has asked will see
         */
        void answered(String action, Answer answer);
    }

    /** From now on this one hears of each call. */
    void listen(Listener next) {
        listener = next;
    }

    private Response handle(Request request, URI service, String action) {
        Mutant present = mutant;
        if (present == null || !present.action().equals(action)) {
            Answer answer = upstream.send(service, request);
            listener.answered(action, answer);
            return response(answer);
        }
        Mutation.Outcome outcome = present.mutation().apply(action, () -> upstream.send(service, request));
        if (outcome.isWrong()) {
            wrong.incrementAndGet();
        }
        return response(outcome.answer());
    }

    private static Response response(Answer answer) {
        Optional<String> type = answer.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase("Content-Type"))
                .map(Field::value)
                .findFirst();
        Response response = type.isPresent()
                ? Response.of(answer.status(), type.get(), answer.bytes())
                : Response.of(answer.status());
        for (Field field : answer.fields()) {
            if (!field.name().equalsIgnoreCase("Content-Type")) {
                response = response.with(field.name(), field.value());
            }
        }
        return response;
    }

    @Override
    public void close() {
        servers.forEach(HttpServer::close);
    }
}
