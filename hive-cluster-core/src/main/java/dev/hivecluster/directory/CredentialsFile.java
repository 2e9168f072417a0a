package dev.hivecluster.directory;

import dev.hivecluster.model.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An AWS shared credentials file, of which only the profile {@value #PROFILE} is of interest. */
public final class CredentialsFile {
    /** The profile that Hive itself writes, and that a person uses (hive contract, section 2.5). */
    public static final String PROFILE = "hive";

    private static final String ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";

    private CredentialsFile() {}

    /** The profile's access key, if there is a whole one. */
    public static Optional<Credentials> parse(String text) {
        Map<String, String> entries = new HashMap<>();
        boolean inProfile = false;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                inProfile = line.substring(1, line.length() - 1).strip().equals(PROFILE);
            } else if (inProfile && equals > 0) {
                entries.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        String id = entries.getOrDefault(ID, "");
        String secret = entries.getOrDefault(SECRET, "");
        return id.isEmpty() || secret.isEmpty() ? Optional.empty() : Optional.of(new Credentials(id, secret));
    }

    /** The access key of a file; nothing if the file does not exist or holds none. */
    public static Optional<Credentials> read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readString(file)) : Optional.empty();
    }

    /** Replaces a file; only its owner may read it. */
    public static void write(Path file, Credentials credentials) throws IOException {
        AtomicFiles.writePrivate(
                file,
                "[%s]%n%s = %s%n%s = %s%n"
                        .formatted(PROFILE, ID, credentials.accessKeyId(), SECRET, credentials.secretAccessKey()));
    }
}
