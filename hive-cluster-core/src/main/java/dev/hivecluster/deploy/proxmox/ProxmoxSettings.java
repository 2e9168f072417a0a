package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.model.Flag;
import dev.hivecluster.model.InvalidSettingException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of the deployer {@code proxmox}; none is a secret. Who we are there comes from the environment, or from an
 * entry of Maven's {@code settings.xml}.
 *
 * @param endpoint the API's URL; empty for that of the environment
 * @param server the id of the server in Maven's {@code settings.xml} that holds the token
 * @param caFile the certificate of the CA that the API's certificate is checked with; empty for the usual ones
 * @param hosts the names of the Proxmox hosts that machines are put on, in turn; empty for all that are online
 * @param datastore where disks lie
 * @param snippetsDatastore where cloud-init files lie
 * @param bridge the bridge that machines are reached on
 * @param dataBridge the bridge that the nodes reach each other on, if it is another one
 * @param sshUser the user on the hosts that uploads cloud-init files; empty to do without SSH to the hosts
 * @param sshPrivateKey its key; empty for the agent
 * @param templateVmid the template that machines are cloned from, rather than made from an image
 * @param fake whether a faked Proxmox on this machine is used
 */
record ProxmoxSettings(
        Optional<URI> endpoint,
        Optional<String> server,
        Optional<Path> caFile,
        List<String> hosts,
        String datastore,
        String snippetsDatastore,
        String bridge,
        Optional<String> dataBridge,
        Optional<String> sshUser,
        Optional<Path> sshPrivateKey,
        Optional<Integer> templateVmid,
        boolean fake) {
    /** What the names of all settings begin with. */
    static final String PREFIX = "hive.proxmox.";

    static final String ENDPOINT = PREFIX + "endpoint";
    static final String SERVER = PREFIX + "server";
    static final String CA_FILE = PREFIX + "caFile";
    static final String HOSTS = PREFIX + "hosts";
    static final String DATASTORE = PREFIX + "datastore";
    static final String SNIPPETS_DATASTORE = PREFIX + "snippetsDatastore";
    static final String BRIDGE = PREFIX + "bridge";
    static final String DATA_BRIDGE = PREFIX + "dataBridge";
    static final String SSH_USER = PREFIX + "sshUser";
    static final String SSH_PRIVATE_KEY = PREFIX + "sshPrivateKey";
    static final String TEMPLATE_VMID = PREFIX + "templateVmid";
    static final String FAKE = PREFIX + "fake";

    private static final List<String> KNOWN = List.of(
            BRIDGE,
            CA_FILE,
            DATASTORE,
            DATA_BRIDGE,
            ENDPOINT,
            FAKE,
            HOSTS,
            SERVER,
            SNIPPETS_DATASTORE,
            SSH_PRIVATE_KEY,
            SSH_USER,
            TEMPLATE_VMID);

    /** @throws InvalidSettingException for the first setting that cannot be used */
    static ProxmoxSettings of(Map<String, String> given) {
        given.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw InvalidSettingException.unknown(name, KNOWN);
                });
        return new ProxmoxSettings(
                Optional.ofNullable(given.get(ENDPOINT)).map(text -> endpoint(ENDPOINT, text)),
                Optional.ofNullable(given.get(SERVER)),
                file(given, CA_FILE),
                hosts(given),
                given.getOrDefault(DATASTORE, "local-lvm"),
                given.getOrDefault(SNIPPETS_DATASTORE, "local"),
                given.getOrDefault(BRIDGE, "vmbr0"),
                Optional.ofNullable(given.get(DATA_BRIDGE)),
                Optional.ofNullable(given.get(SSH_USER)),
                file(given, SSH_PRIVATE_KEY),
                Optional.ofNullable(given.get(TEMPLATE_VMID)).map(ProxmoxSettings::vmid),
                Flag.parse(FAKE, given.getOrDefault(FAKE, "false")));
    }

    /**
     * The URL of an API.
     *
     * @param source the property or variable that it was read from
     */
    static URI endpoint(String source, String text) {
        try {
            URI uri = URI.create(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException noUri) {
            throw noEndpoint(source, text);
        }
        throw noEndpoint(source, text);
    }

    private static InvalidSettingException noEndpoint(String source, String text) {
        return new InvalidSettingException(
                source, text, "the URL of the API, with https", "https://pve1.example.com:8006/");
    }

    private static List<String> hosts(Map<String, String> given) {
        return Stream.of(given.getOrDefault(HOSTS, "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static Optional<Path> file(Map<String, String> given, String property) {
        return Optional.ofNullable(given.get(property)).map(text -> {
            Path file = Path.of(text).toAbsolutePath().normalize();
            if (!Files.isReadable(file)) {
                throw new InvalidSettingException(
                        property, text, "a file that can be read", "/etc/ssl/pve-root-ca.pem");
            }
            return file;
        });
    }

    private static int vmid(String text) {
        if (!text.matches("[1-9][0-9]{2,8}")) {
            throw new InvalidSettingException(TEMPLATE_VMID, text, "the id of a template, from 100", "9000");
        }
        return Integer.parseInt(text);
    }
}
