package dev.hivecluster.simulator.gateway;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.compute.HiveErrors;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.signature.Authorization;
import dev.hivecluster.simulator.signature.SignatureV4;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Who may call the gateway (hive contract, section 4.2; recordings 001–013 and 019). */
final class Authenticator {
    private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Credentials credentials;
    private final SignatureV4 signatures;
    private final Clock clock;

    Authenticator(Credentials credentials, Clock clock) {
        this.credentials = credentials;
        this.signatures = new SignatureV4(credentials);
        this.clock = clock;
    }

    /**
     * Checks a request's signature.
     *
     * @return what was signed
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception why it does not hold
     */
    Authorization authenticate(Request request) {
        Optional<String> header = request.headers().first("Authorization");
        if (header.isEmpty() || header.get().isEmpty()) {
            throw HiveErrors.error("MissingAuthenticationToken");
        }
        Authorization authorization =
                Authorization.parse(header.get()).orElseThrow(() -> HiveErrors.error("IncompleteSignature"));
        String time = request.headers().first("X-Amz-Date").orElseThrow(() -> HiveErrors.error("IncompleteSignature"));
        if (!authorization.accessKey().equals(credentials.accessKeyId())) {
            throw HiveErrors.error("InvalidClientTokenId");
        }
        // The body is always hashed: what X-Amz-Content-SHA256 says instead of it is not believed.
        String payloadHash = SignatureV4.hash(request.body());
        if (isSkewed(time) || !signatures.matches(request, authorization, time, payloadHash)) {
            throw HiveErrors.error("SignatureDoesNotMatch");
        }
        return authorization;
    }

    private boolean isSkewed(String time) {
        try {
            Instant signed = TIME.parse(time, Instant::from);
            return Duration.between(signed, clock.instant()).abs().compareTo(LARGEST_SKEW) > 0;
        } catch (DateTimeParseException e) {
            throw HiveErrors.error("IncompleteSignature");
        }
    }
}
