package dev.hivecluster.simulator.signature;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes what a client must have signed, and compares. */
public final class SignatureV4 {
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final int KEPT_KEYS = 64;

    private final Credentials credentials;
    private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();

    /** @param credentials the access key whose signatures are to be checked */
    public SignatureV4(Credentials credentials) {
        this.credentials = credentials;
    }

    /** The payload hash of a body: SHA-256 in hexadecimal digits. */
    public static String hash(byte[] body) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * Whether a request was signed with these credentials; takes as long whatever the signature is.
     *
     * @param authorization its header field; the access key in it is not looked at
     * @param time its {@code X-Amz-Date}
     * @param payloadHash {@link #hash} of its body, or what stands for it
     */
    public boolean matches(Request request, Authorization authorization, String time, String payloadHash) {
        String expected = sign(request, authorization, time, payloadHash);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                authorization.signature().getBytes(StandardCharsets.UTF_8));
    }

    private String sign(Request request, Authorization authorization, String time, String payloadHash) {
        String scope = authorization.date() + "/" + authorization.region() + "/" + authorization.service();
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "/aws4_request\n"
                + hash(canonical(request, authorization.signedHeaders(), payloadHash)
                        .getBytes(StandardCharsets.UTF_8));
        if (keys.size() > KEPT_KEYS) {
            keys.clear();
        }
        SecretKeySpec key = keys.computeIfAbsent(scope, any -> key(authorization));
        return HEX.formatHex(hmac(key, toSign));
    }

    private SecretKeySpec key(Authorization scope) {
        byte[] secret = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
        for (String part : List.of(scope.date(), scope.region(), scope.service(), "aws4_request")) {
            key = new SecretKeySpec(hmac(key, part), "HmacSHA256");
        }
        return key;
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }

    private static String canonical(Request request, List<String> signedHeaders, String payloadHash) {
        StringBuilder text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(path(request.path()))
                .append('\n')
                .append(query(request.query()))
                .append('\n');
        for (String name : signedHeaders) {
            List<String> values = request.headers().all(name);
            text.append(name).append(':');
            for (int i = 0; i < values.size(); i++) {
                text.append(i == 0 ? "" : ",")
                        .append(SPACES.matcher(values.get(i)).replaceAll(" "));
            }
            text.append('\n');
        }
        return text.append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(payloadHash)
                .toString();
    }

    private static String path(String path) {
        if (path.isEmpty() || path.equals("/")) {
            return "/";
        }
        StringBuilder text = new StringBuilder();
        for (String segment : path.substring(1).split("/", -1)) {
            text.append('/').append(encode(decode(segment.replace("+", "%2B"))));
        }
        return text.toString();
    }

    private static String query(String query) {
        if (query.isEmpty()) {
            return "";
        }
        List<String> parameters = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            parameters.add(encode(decode(name)) + "=" + encode(decode(value)));
        }
        Collections.sort(parameters);
        return String.join("&", parameters);
    }

    private static String decode(String escaped) {
        try {
            return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // What is no escape sequence stands for itself, and is then not what the client has signed.
            return escaped;
        }
    }

    private static String encode(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.withUpperCase().toHexDigits(octet));
            }
        }
        return escaped.toString();
    }
}
