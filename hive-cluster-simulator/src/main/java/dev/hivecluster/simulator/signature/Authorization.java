package dev.hivecluster.simulator.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An {@code Authorization} header field of signature version 4, in the one form that Hive takes (hive contract, section
 * 4.2): three parts, separated by a comma and a space.
 *
 * @param accessKey whose signature it is
 * @param date the day of the credential scope, {@code yyyyMMdd}
 * @param region the region of the credential scope; any will do
 * @param service the service of the credential scope
 * @param signedHeaders names in lower case, in the order of signing
 * @param signature 64 hexadecimal digits
 */
public record Authorization(
        String accessKey, String date, String region, String service, List<String> signedHeaders, String signature) {
    private static final String CREDENTIAL = "AWS4-HMAC-SHA256 Credential=";
    private static final String SIGNED_HEADERS = "SignedHeaders=";
    private static final String SIGNATURE = "Signature=";

    public Authorization {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /** Takes a header field apart; nothing if it has another form. */
    public static Optional<Authorization> parse(String header) {
        String[] parts = header.split(", ", -1);
        if (parts.length != 3
                || !parts[0].startsWith(CREDENTIAL)
                || !parts[1].startsWith(SIGNED_HEADERS)
                || !parts[2].startsWith(SIGNATURE)) {
            return Optional.empty();
        }
        String[] scope = parts[0].substring(CREDENTIAL.length()).split("/", -1);
        if (scope.length != 5 || !scope[4].equals("aws4_request")) {
            return Optional.empty();
        }
        List<String> headers =
                Arrays.asList(parts[1].substring(SIGNED_HEADERS.length()).split(";", -1));
        return Optional.of(new Authorization(
                scope[0], scope[1], scope[2], scope[3], headers, parts[2].substring(SIGNATURE.length())));
    }
}
