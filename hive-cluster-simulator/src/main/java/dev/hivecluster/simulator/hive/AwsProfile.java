package dev.hivecluster.simulator.hive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The profile {@code hive} in {@code ~/.aws} (hive contract, sections 2.5 and 9); other profiles there stay. */
final class AwsProfile {
    private AwsProfile() {}

    static void write(MachineFiles files, String home, HiveConfig config) throws IOException {
        String directory = home + "/.aws";
        files.directory(directory, MachineFiles.OWN_DIRECTORY);
        String host = config.self().host().equals("0.0.0.0")
                ? "localhost"
                : config.self().host();
        Map<String, String> credentials = new LinkedHashMap<>();
        credentials.put("aws_access_key_id", config.credentials().accessKeyId());
        credentials.put("aws_secret_access_key", config.credentials().secretAccessKey());
        replace(files, directory + "/credentials", "hive", credentials);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("output", "json");
        settings.put("region", config.self().region());
        settings.put("endpoint_url", "https://" + host + ":9999");
        settings.put("ca_bundle", config.configDirectory().replaceFirst("/+$", "") + "/ca.pem");
        replace(files, directory + "/config", "profile hive", settings);
    }

    private static void replace(MachineFiles files, String path, String section, Map<String, String> values)
            throws IOException {
        List<String> lines = new ArrayList<>();
        boolean skipping = false;
        for (String line : files.exists(path) ? files.read(path).lines().toList() : List.<String>of()) {
            if (line.startsWith("[")) {
                skipping = line.strip().equals("[" + section + "]");
            }
            if (!skipping) {
                lines.add(line);
            }
        }
        lines.add("[" + section + "]");
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        values.forEach((key, value) -> lines.add(key + " ".repeat(width - key.length()) + " = " + value));
        files.write(path, String.join("\n", lines) + "\n", MachineFiles.PUBLIC);
    }
}
