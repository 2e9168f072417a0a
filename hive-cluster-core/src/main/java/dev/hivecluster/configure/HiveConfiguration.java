package dev.hivecluster.configure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a formed node knows of its cluster: of its {@code hive.toml} and {@code ca.pem} that which tells one cluster from
 * another (hive contract, section 2.5).
 *
 * @param self the node's own name, as Hive knows it
 * @param hosts each node's address, by name
 * @param storageId the node's number in the shared storage; empty where it shares none
 * @param secrets what must never be shown
 * @param certificate the cluster's CA, PEM
 */
record HiveConfiguration(
        String self,
        Map<String, String> hosts,
        Optional<String> storageId,
        Map<String, String> secrets,
        String certificate) {
    private static final Pattern SECTION = Pattern.compile("\\[nodes\\.\"?([^.\"\\]]+)\"?((?:\\.[^\\]]+)?)]");
    private static final Pattern ENTRY = Pattern.compile("(\\w+)\\s*=\\s*\"?([^\"]*)\"?");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    HiveConfiguration {
        hosts = Map.copyOf(hosts);
        secrets = Map.copyOf(secrets);
    }

    /**
     * Reads both files, one after the other.
     *
     * @return nothing if either is not there, or not whole
     */
    static Optional<HiveConfiguration> parse(String text) {
        Matcher certificate = CERTIFICATE.matcher(text);
        if (!certificate.find()) {
            return Optional.empty();
        }
        String self = "";
        String node = "";
        String table = "";
        Map<String, String> hosts = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        Optional<String> storageId = Optional.empty();
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            Matcher section = SECTION.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (section.matches()) {
                node = section.group(1);
                table = section.group(2);
            } else if (entry.matches()) {
                String key = entry.group(1);
                String value = entry.group(2);
                if (node.isEmpty() && key.equals("node")) {
                    self = value;
                } else if (table.isEmpty() && key.equals("host")) {
                    hosts.put(node, value);
                } else if (key.equals("node_id")) {
                    storageId = Optional.of(value);
                } else if (key.equals("secretkey") || key.equals("token")) {
                    secrets.put(table + "." + key, value);
                }
            }
        }
        return self.isEmpty() || !hosts.containsKey(self)
                ? Optional.empty()
                : Optional.of(new HiveConfiguration(self, hosts, storageId, secrets, certificate.group() + "\n"));
    }

    /** Whether both nodes belong to one cluster: each formation makes a CA of its own. */
    boolean sameCluster(HiveConfiguration other) {
        return certificate.equals(other.certificate) && hosts.equals(other.hosts);
    }

    @Override
    public String toString() {
        return "HiveConfiguration[" + self + " of " + hosts + "]";
    }
}
