package dev.hivecluster.deploy.proxmox;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.tofu.ClusterTags;
import dev.hivecluster.deploy.tofu.TaggedMachine;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MalformedJsonException;
import dev.hivecluster.remote.ClusterTls;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The few calls of the API of Proxmox VE with which we look after machines without tofu. Nothing is retried here.
 *
 * <p>Each call throws {@link ProxmoxException} if Proxmox answers with an error, and {@link DeployException} if it does not
 * answer.
 */
final class ProxmoxClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private final URI endpoint;
    private final String authorization;
    private final HttpClient http;

    /**
     * @param apiToken {@code <user>@<realm>!<name>=<secret>}
     * @param caFile the certificate of the CA of the API's certificate; empty for the usual ones
     */
    ProxmoxClient(URI endpoint, String apiToken, Optional<Path> caFile) throws DeployException {
        this.endpoint = endpoint;
        this.authorization = "PVEAPIToken=" + apiToken;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT);
        if (caFile.isPresent()) {
            try {
                builder.sslContext(ClusterTls.trusting(Files.readString(caFile.get())));
            } catch (IOException | IllegalArgumentException e) {
                throw new DeployException("%s cannot be used: %s".formatted(caFile.get(), e.getMessage()), e);
            }
        }
        this.http = builder.build();
    }

    /** The hosts of the Proxmox cluster, by name. */
    List<Host> hosts() throws DeployException, InterruptedException {
        return get("nodes", Hosts.class).data().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /** The addresses of the hosts, as far as the Proxmox cluster knows them, by host. */
    Map<String, String> hostAddresses() throws DeployException, InterruptedException {
        return get("cluster/status", Members.class).data().stream()
                .filter(member -> member.type().equals("node") && member.ip() != null)
                .collect(Collectors.toMap(Member::name, member -> String.valueOf(member.ip())));
    }

    /** The machines on all hosts; a host that is online is asked itself, since what its cluster knows of it comes late. */
    List<Vm> vms() throws DeployException, InterruptedException {
        List<Host> hosts = hosts();
        Stream.Builder<Vm> vms = Stream.builder();
        for (Host host : hosts) {
            if (host.isOnline()) {
                get("nodes/%s/qemu".formatted(host.name()), Vms.class)
                        .data()
                        .forEach(vm -> vms.add(vm.on(host.name())));
            }
        }
        if (!hosts.stream().allMatch(Host::isOnline)) {
            List<String> online =
                    hosts.stream().filter(Host::isOnline).map(Host::name).toList();
            get("cluster/resources?type=vm", Vms.class).data().stream()
                    .filter(vm -> !online.contains(vm.node()))
                    .forEach(vms::add);
        }
        return vms.build().toList();
    }

    VmConfig config(VmId vm) throws DeployException, InterruptedException {
        return get(vm.path("config"), VmConfigAnswer.class).data();
    }

    void describe(VmId vm, String description) throws DeployException, InterruptedException {
        send("PUT", vm.path("config"), Map.of("description", description));
    }

    /** Whether a machine runs. */
    boolean isRunning(VmId vm) throws DeployException, InterruptedException {
        return get(vm.path("status/current"), VmStatusAnswer.class)
                .data()
                .status()
                .equals("running");
    }

    /** Begins to pull the plug; returns the task. */
    String stop(VmId vm) throws DeployException, InterruptedException {
        return task("POST", vm.path("status/stop"));
    }

    /** Begins to switch a machine on; returns the task. */
    String start(VmId vm) throws DeployException, InterruptedException {
        return task("POST", vm.path("status/start"));
    }

    /** Begins to delete a machine with all its disks; returns the task. */
    String delete(VmId vm) throws DeployException, InterruptedException {
        return task("DELETE", vm.path("?purge=1&destroy-unreferenced-disks=1"));
    }

    /** How a task is getting on. */
    TaskStatus taskStatus(String host, String task) throws DeployException, InterruptedException {
        return get("nodes/%s/tasks/%s/status".formatted(host, encode(task)), TaskStatusAnswer.class)
                .data();
    }

    /** What a task wrote. */
    String taskLog(String host, String task) throws DeployException, InterruptedException {
        return get("nodes/%s/tasks/%s/log".formatted(host, encode(task)), TaskLog.class).data().stream()
                .map(line -> line.text() == null ? "" : line.text().strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** The storages of a host that may hold cloud-init files. */
    List<String> snippetStorages(String host) throws DeployException, InterruptedException {
        return get("nodes/%s/storage?content=snippets&enabled=1".formatted(host), Storages.class).data().stream()
                .map(Storage::storage)
                .toList();
    }

    /** The cloud-init files in a storage, by volume id. */
    List<String> snippets(String host, String storage) throws DeployException, InterruptedException {
        return get("nodes/%s/storage/%s/content?content=snippets".formatted(host, encode(storage)), Volumes.class)
                .data()
                .stream()
                .map(Volume::volid)
                .toList();
    }

    /** Deletes a file of a storage. */
    void deleteVolume(String host, String volume) throws DeployException, InterruptedException {
        String storage = volume.substring(0, volume.indexOf(':'));
        send("DELETE", "nodes/%s/storage/%s/content/%s".formatted(host, encode(storage), encode(volume)), Map.of());
    }

    private <T> T get(String path, Class<T> type) throws DeployException, InterruptedException {
        return parse("GET " + path, send("GET", path, Map.of()), type);
    }

    private String task(String method, String path) throws DeployException, InterruptedException {
        return parse(method + " " + path, send(method, path, Map.of()), TaskAnswer.class)
                .data();
    }

    private <T> T parse(String call, String answer, Class<T> type) throws DeployException {
        try {
            return Json.parse("the answer to " + call, answer, type);
        } catch (MalformedJsonException e) {
            throw new DeployException("what answers at %s is no Proxmox VE: %s".formatted(endpoint, e.getMessage()), e);
        }
    }

    private String send(String method, String path, Map<String, String> form)
            throws DeployException, InterruptedException {
        URI uri = endpoint.resolve("/api2/json/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER_LIMIT)
                .header("Authorization", authorization)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, HttpRequest.BodyPublishers.ofString(encode(form)));
        }
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw unreachable(e);
        }
        if (response.statusCode() >= 300) {
            throw refused(method, path, response);
        }
        return response.body();
    }

    private DeployException unreachable(IOException e) {
        if (e instanceof SSLException) {
            return new DeployException(
                    "the certificate of %s is not trusted (%s); give the CA's with -D%s=…, which lies on each Proxmox host as /etc/pve/pve-root-ca.pem"
                            .formatted(endpoint, e.getMessage(), ProxmoxSettings.CA_FILE),
                    e);
        }
        return new DeployException("the Proxmox API at %s does not answer: %s".formatted(endpoint, describe(e)), e);
    }

    private static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private ProxmoxException refused(String method, String path, HttpResponse<String> response) {
        String said = said(response);
        String hint = switch (response.statusCode()) {
            case 401 -> "; is the token in %s right, and has it not expired?".formatted(RealProxmox.API_TOKEN);
            case 403 -> "; the token lacks a right, see docs/proxmox.md";
            default -> "";
        };
        return new ProxmoxException(
                "Proxmox at %s refused %s %s: %d %s%s"
                        .formatted(endpoint, method, path, response.statusCode(), said, hint),
                response.statusCode(),
                said);
    }

    /** The API tells its reason as a field of the answer; a proxy in front of it may answer with anything. */
    private static String said(HttpResponse<String> response) {
        try {
            Refusal refusal = Json.parse("the answer", response.body(), Refusal.class);
            String details = refusal.errors() == null
                    ? ""
                    : refusal.errors().entrySet().stream()
                            .map(error -> " %s: %s".formatted(error.getKey(), error.getValue()))
                            .collect(Collectors.joining(","));
            return Optional.ofNullable(refusal.message()).orElse("").strip() + details;
        } catch (MalformedJsonException notJson) {
            return response.body().lines().findFirst().orElse("");
        }
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * A host of the Proxmox cluster.
     *
     * @param name its name
     * @param status {@code online}, {@code offline} or {@code unknown}
     */
    record Host(
            @JsonProperty(value = "node", required = true) String name, String status) {
        boolean isOnline() {
            return "online".equals(status);
        }

        @Override
        public String toString() {
            return "%s (%s)".formatted(name, status);
        }
    }

    /** Where a machine is, and its id there. */
    record VmId(String host, int id) {
        static VmId of(TaggedMachine machine) {
            return new VmId(machine.place(), Integer.parseInt(machine.machine().id()));
        }

        String path(String call) {
            String vm = "nodes/%s/qemu/%d".formatted(host, id);
            return call.startsWith("?") ? vm + call : vm + "/" + call;
        }

        @Override
        public String toString() {
            return "%s/%d".formatted(host, id);
        }
    }

    /**
     * A machine in a list.
     *
     * @param node the host that it is on; a host's own list does not say it
     * @param tags separated by semicolons
     * @param lock what is being done with it, such as {@code create}; nothing else is possible meanwhile
     */
    record Vm(
            @JsonProperty(required = true) int vmid,
            @Nullable String node,
            @Nullable String name,
            @Nullable String status,
            @Nullable String tags,
            @Nullable String lock) {
        Vm on(String host) {
            return new Vm(vmid, host, name, status, tags, lock);
        }

        VmId id() {
            return new VmId(String.valueOf(node), vmid);
        }

        /** Whether it is being made; until that is done it has no tags. */
        boolean isBeingMade() {
            return "create".equals(lock) || "clone".equals(lock);
        }

        ClusterTags clusterTags() {
            return ClusterTags.parse(tags == null ? "" : tags);
        }
    }

    /** What we read of a machine's configuration. */
    record VmConfig(@Nullable String description, @Nullable String tags) {}

    /**
     * How a task is getting on.
     *
     * @param status {@code running} or {@code stopped}
     * @param exitstatus {@code OK}, {@code WARNINGS: 1} or the error, once it has stopped
     */
    record TaskStatus(
            @JsonProperty(required = true) String status,
            @Nullable String exitstatus) {
        boolean hasEnded() {
            return status.equals("stopped");
        }

        boolean isOk() {
            return exitstatus != null && (exitstatus.equals("OK") || exitstatus.startsWith("WARNINGS"));
        }
    }

    private record Hosts(@JsonProperty(required = true) List<Host> data) {}

    private record Members(@JsonProperty(required = true) List<Member> data) {}

    private record Member(
            String type, String name, @Nullable String ip) {}

    private record Vms(@JsonProperty(required = true) List<Vm> data) {}

    private record VmConfigAnswer(
            @JsonProperty(required = true) VmConfig data) {}

    private record VmStatusAnswer(
            @JsonProperty(required = true) VmStatus data) {}

    private record VmStatus(@JsonProperty(required = true) String status) {}

    private record TaskAnswer(@JsonProperty(required = true) String data) {}

    private record TaskStatusAnswer(
            @JsonProperty(required = true) TaskStatus data) {}

    private record TaskLog(@JsonProperty(required = true) List<LogLine> data) {}

    private record LogLine(@JsonProperty("t") @Nullable String text) {}

    private record Storages(@JsonProperty(required = true) List<Storage> data) {}

    private record Storage(@JsonProperty(required = true) String storage) {}

    private record Volumes(@JsonProperty(required = true) List<Volume> data) {}

    private record Volume(@JsonProperty(required = true) String volid) {}

    private record Refusal(
            @Nullable String message, @Nullable Map<String, String> errors) {}
}
