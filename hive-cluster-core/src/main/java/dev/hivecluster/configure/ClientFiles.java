package dev.hivecluster.configure;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.CredentialsFile;
import dev.hivecluster.model.Credentials;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.PosixQuoting;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the phase hands over: the files with which tests and people reach the cluster. */
final class ClientFiles {
    private final ClusterDirectory directory;

    ClientFiles(ClusterDirectory directory) {
        this.directory = directory;
    }

    /**
     * Writes all of them; the endpoints last, since who finds these takes the others for complete.
     *
     * @param certificate the cluster's CA, PEM
     */
    void write(Endpoints endpoints, Credentials credentials, String certificate) throws IOException {
        AtomicFiles.write(directory.caCertificate(), certificate);
        CredentialsFile.write(directory.credentialsFile(), credentials);
        AtomicFiles.write(directory.awsConfig(), awsConfig(endpoints));
        AtomicFiles.writePrivate(directory.environmentFile(), environment(endpoints));
        AtomicFiles.write(directory.endpointsFile(), Json.write(endpoints));
    }

    private String awsConfig(Endpoints endpoints) {
        return """
                [profile %1$s]
                region = %2$s
                output = json
                endpoint_url = %3$s
                ca_bundle = %4$s
                services = %1$s

                [services %1$s]
                s3 =
                  endpoint_url = %5$s
                """.formatted(
                        CredentialsFile.PROFILE,
                        endpoints.region(),
                        endpoints.gateway(),
                        directory.caCertificate(),
                        endpoints.storage());
    }

    /**
     * For a shell to read. The variables win over a person's own configuration, and keys that are set there would win over
     * the profile: so these are unset.
     */
    private String environment(Endpoints endpoints) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("HIVE_ENDPOINT", endpoints.gateway().toString());
        variables.put("AWS_PROFILE", CredentialsFile.PROFILE);
        variables.put("AWS_CONFIG_FILE", directory.awsConfig().toString());
        variables.put("AWS_SHARED_CREDENTIALS_FILE", directory.credentialsFile().toString());
        variables.put("AWS_CA_BUNDLE", directory.caCertificate().toString());
        variables.put("AWS_REGION", endpoints.region());
        variables.put("AWS_DEFAULT_REGION", endpoints.region());
        variables.put("AWS_ENDPOINT_URL", endpoints.gateway().toString());
        variables.put("AWS_ENDPOINT_URL_S3", endpoints.storage().toString());
        StringBuilder text = new StringBuilder("unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\n");
        variables.forEach((name, value) -> text.append("export ")
                .append(name)
                .append('=')
                .append(PosixQuoting.quote(value))
                .append('\n'));
        return text.toString();
    }
}
