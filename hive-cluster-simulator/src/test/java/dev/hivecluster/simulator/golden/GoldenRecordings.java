package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Exchanges that were recorded with a real Hive: {@code NNN-Action[-case].req} and, for most, {@code .resp}. */
public final class GoldenRecordings {
    private GoldenRecordings() {}

    /**
     * A directory of recordings. If it is missing the test counts as not run; with {@code -Dhive.golden.required=true} it
     * fails.
     *
     * @param part such as {@code 962d}
     */
    public static Path directory(String part) {
        String given = System.getProperty("hive.golden", "");
        Path golden = given.isEmpty() ? module().resolve("../../shared/golden").normalize() : Path.of(given);
        Path directory = golden.resolve(part);
        String missing = "no recordings in " + directory + "; -Dhive.golden=<directory> names their directory";
        if (Boolean.getBoolean("hive.golden.required")) {
            assertThat(directory).as(missing).isDirectory();
        }
        assumeTrue(Files.isDirectory(directory), missing);
        return directory;
    }

    /** The module's build directory. */
    public static Path target() {
        return module().resolve("target");
    }

    private static Path module() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    /** The recordings, in the order in which they were made. */
    static List<Recording> read(Path directory) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".req"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString().replace(".req", "");
                Path answer = file.resolveSibling(name + ".resp");
                recordings.add(new Recording(
                        name,
                        bytes(file),
                        Files.exists(answer) ? Optional.of(Answer.parse(bytes(answer))) : Optional.empty()));
            }
        }
        return recordings;
    }

    private static String bytes(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /**
     * An exchange.
     *
     * @param name such as {@code 059-CreateKeyPair-duplicate}
     * @param request the bytes that were sent
     * @param answer what came back, if that is known
     */
    record Recording(String name, String request, Optional<Answer> answer) {
        static final DateTimeFormatter AMZ_DATE =
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

        /** Hive refuses a signature that is older, or younger: such a one was not made when it was sent. */
        private static final Duration LONGEST = Duration.ofMinutes(5);

        /** The method. */
        String method() {
            return request.substring(0, request.indexOf(' '));
        }

        /** Path and query. */
        String target() {
            return request.split(" ", 3)[1];
        }

        /** The header fields but for those that depend on the connection. */
        Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.substring(0, request.indexOf("\r\n\r\n")).lines().skip(1).forEach(line -> {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
            headers.remove("Content-Length");
            headers.remove("Expect");
            return headers;
        }

        /** The content, as long as its length says. */
        String body() {
            String body = request.substring(request.indexOf("\r\n\r\n") + 4);
            String length = request.lines()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .map(line -> line.substring(16))
                    .findFirst()
                    .orElse("0");
            return body.substring(0, Integer.parseInt(length));
        }

        /** The address and port that it was sent to. */
        String host() {
            return Objects.requireNonNull(headers().get("Host"), name);
        }

        /** The node that it was sent to, from 1. */
        int node() {
            String address = host().substring(0, host().indexOf(':'));
            return address.equals("localhost") ? 1 : Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
        }

        int port() {
            return Integer.parseInt(host().substring(host().indexOf(':') + 1));
        }

        /** The action or, for what was never meant to reach one, the kind of request. */
        String action() {
            String[] words = name.substring(4).split("-", 3);
            boolean storage = words[0].equals("S3") && Character.isUpperCase(words[1].charAt(0));
            return storage ? "S3 " + words[1] : words[0];
        }

        /** When it was answered. */
        Optional<Instant> answered() {
            return answer.map(known -> ZonedDateTime.parse(known.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        }

        /** The time that its signature names. */
        Optional<Instant> signed() {
            return Optional.ofNullable(headers().get("X-Amz-Date")).map(date -> AMZ_DATE.parse(date, Instant::from));
        }

        /**
         * When it was sent, by its signature; nothing if that names another time.
         *
         * @param about when it was answered, or the one before it was
         */
        Optional<Instant> sent(Instant about) {
            return signed().filter(time -> Duration.between(about, time).abs().compareTo(LONGEST) < 0);
        }
    }
}
