package dev.hivecluster.simulator.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Exchanges that were recorded with a real Hive: {@code NNN-Action[-case].req} and, for most, {@code .resp}. */
public final class GoldenRecordings {
    private GoldenRecordings() {}

    /**
     * A directory of recordings; the test counts as not run if it is missing.
     *
     * @param part such as {@code 962d}
     */
    public static Path directory(String part) {
        String given = System.getProperty("hive.golden", "");
        Path golden = given.isEmpty() ? module().resolve("../../shared/golden").normalize() : Path.of(given);
        Path directory = golden.resolve(part);
        assumeTrue(
                Files.isDirectory(directory),
                "no recordings in " + directory + "; -Dhive.golden=<directory> names their directory");
        return directory;
    }

    /** The module's build directory. */
    public static Path target() {
        return module().resolve("target");
    }

    private static Path module() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    /** The recordings of numbers up to a last one, in the order in which they were made. */
    public static List<Recording> read(Path directory, int last) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".req"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString().replace(".req", "");
                if (Integer.parseInt(name.substring(0, 3)) <= last) {
                    Path answer = file.resolveSibling(name + ".resp");
                    recordings.add(new Recording(
                            name,
                            bytes(file),
                            Files.exists(answer) ? Optional.of(Answer.parse(bytes(answer))) : Optional.empty()));
                }
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
    public record Recording(String name, String request, Optional<Answer> answer) {
        /** The method. */
        public String method() {
            return request.substring(0, request.indexOf(' '));
        }

        /** Path and query. */
        public String target() {
            return request.split(" ", 3)[1];
        }

        /** The header fields but for those that depend on the connection. */
        public Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            request.substring(0, request.indexOf("\r\n\r\n")).lines().skip(1).forEach(line -> {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
            headers.remove("Content-Length");
            return headers;
        }

        /** The content, as long as its length says. */
        public String body() {
            String body = request.substring(request.indexOf("\r\n\r\n") + 4);
            String length = request.lines()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .map(line -> line.substring(16))
                    .findFirst()
                    .orElse("0");
            return body.substring(0, Integer.parseInt(length));
        }

        /** The action or, for what was never meant to reach one, the kind of request. */
        public String action() {
            String kind = name.substring(4);
            int hyphen = kind.indexOf('-');
            return hyphen < 0 ? kind : kind.substring(0, hyphen);
        }

        /** When it was sent, by the date of its answer. */
        public Optional<Instant> time() {
            return answer.map(known -> ZonedDateTime.parse(known.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        }
    }
}
