package dev.hivecluster.simulator.gateway;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.compute.HiveErrors;
import dev.hivecluster.simulator.http.Handler;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * What the gateway answers (hive contract, sections 4.1 to 4.4 and 9): the signature comes first, then the service that
 * the credential scope names, then the action that the form in the body names. Path, version and content type do not
 * matter.
 */
public final class GatewayHandler implements Handler {
    private static final Logger LOG = Logger.getLogger(GatewayHandler.class.getName());

    private final Authenticator authenticator;
    private final Ec2Actions actions;

    /**
     * @param credentials the one access key that may call
     * @param clock which signatures' times are compared with
     * @param ec2 what the actions do
     */
    public GatewayHandler(Credentials credentials, Clock clock, Ec2Client ec2) {
        this.authenticator = new Authenticator(credentials, clock);
        this.actions = new Ec2Actions(ec2);
    }

    @Override
    public Response handle(Request request) {
        Optional<Response> preflight = CrossOrigin.preflight(request);
        return preflight.isPresent() ? preflight.get() : CrossOrigin.marked(request, answer(request));
    }

    private Response answer(Request request) {
        try {
            String service = authenticator.authenticate(request).service();
            return switch (request.method()) {
                case "GET", "HEAD", "POST" -> route(service, request);
                default -> error(request, HiveErrors.error("InternalError")).with("Allow", "GET, HEAD, POST");
            };
        } catch (Ec2Exception e) {
            return error(request, e);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> request + " failed");
            return error(request, HiveErrors.error("InternalError"));
        }
    }

    private Response route(String service, Request request) {
        return switch (service) {
            case "ec2" -> ec2(request);
            case "iam", "account" -> Response.of(200);
            default -> throw HiveErrors.error("UnsupportedOperation");
        };
    }

    private Response ec2(Request request) {
        SortedMap<String, String> form = form(request);
        Ec2Actions.Action action = Optional.ofNullable(form.get("Action"))
                .flatMap(actions::find)
                .orElseThrow(() -> HiveErrors.error("InvalidAction"));
        try {
            return Response.of(200, "application/octet-stream", action.call(form));
        } catch (MalformedParameterException e) {
            LOG.log(Level.FINE, e, request::toString);
            throw HiveErrors.error("InvalidParameterValue");
        }
    }

    private static SortedMap<String, String> form(Request request) {
        SortedMap<String, String> form = new TreeMap<>();
        String body = new String(request.body(), StandardCharsets.UTF_8);
        for (String parameter : body.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                form.putIfAbsent(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String escaped) {
        try {
            return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HiveErrors.error("InvalidParameterValue");
        }
    }

    /** Hive never renders a message (hive contract, section 4.3). */
    private static Response error(Request request, Ec2Exception e) {
        String code = e.awsErrorDetails().errorCode();
        XmlWriter id = new XmlWriter();
        id.text(request.headers()
                .first("x-amz-request-id")
                .filter(given -> !given.isEmpty())
                .orElseGet(() -> UUID.randomUUID().toString()));
        return Response.of(HiveErrors.status(code), "application/xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <Response>
                  <Errors>
                    <Error>
                      <Code>%s</Code>
                      <Message></Message>
                    </Error>
                  </Errors>
                  <RequestID>%s</RequestID>
                </Response>""".formatted(code, id));
    }
}
