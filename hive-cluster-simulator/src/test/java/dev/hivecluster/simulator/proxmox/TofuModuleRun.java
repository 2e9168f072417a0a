package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.deploy.proxmox.ProxmoxAccess;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The real tofu with the real provider on a copy of a small module. */
final class TofuModuleRun {
    private static final long LIMIT_SECONDS = 120;

    private final Path binary;
    private final Path directory;
    private final ProxmoxAccess access;
    private final Map<String, Object> variables = new LinkedHashMap<>();

    TofuModuleRun(Path binary, Path directory, ProxmoxAccess access) throws IOException {
        this.binary = binary;
        this.directory = Files.createDirectories(directory);
        this.access = access;
        try (InputStream module = Objects.requireNonNull(getClass().getResourceAsStream("/proxmox-module/main.tf"))) {
            Files.write(directory.resolve("main.tf"), module.readAllBytes());
        }
        Path home = Files.createDirectories(directory.resolve("home/.ssh"));
        Files.copy(access.knownHosts().orElseThrow(), home.resolve("known_hosts"));
        variables.put("ssh_username", access.sshUser().orElseThrow());
        variables.put("ssh_private_key", Files.readString(access.sshPrivateKey().orElseThrow()));
        variables.put(
                "nodes",
                access.hosts().stream()
                        .map(host -> Map.of(
                                "name", host.name(),
                                "address", host.address(),
                                "ssh_port", host.sshPort(),
                                "bridge", host.bridge(),
                                "datastore_id", host.datastoreId()))
                        .toList());
    }

    TofuModuleRun with(String variable, Object value) {
        variables.put(variable, value);
        return this;
    }

    Result init() throws IOException, InterruptedException {
        return run("init", "-input=false", "-no-color");
    }

    Result apply() throws IOException, InterruptedException {
        return run("apply", "-auto-approve", "-input=false", "-no-color");
    }

    Result plan() throws IOException, InterruptedException {
        return run("plan", "-detailed-exitcode", "-input=false", "-no-color");
    }

    Result destroy() throws IOException, InterruptedException {
        return run("destroy", "-auto-approve", "-input=false", "-refresh=false", "-no-color");
    }

    /** The machines' addresses by their names. */
    Map<String, String> addresses() throws IOException, InterruptedException {
        JsonNode output = Json.parse("the output", run("output", "-json").out(), JsonNode.class);
        Map<String, String> addresses = new LinkedHashMap<>();
        output.path("addresses")
                .path("value")
                .propertyStream()
                .forEach(each -> addresses.put(each.getKey(), each.getValue().asString("")));
        return addresses;
    }

    String address(String machine) throws IOException, InterruptedException {
        return Objects.requireNonNull(addresses().get(machine));
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("test.auto.tfvars.json"), Json.write(variables));
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("HOME", directory.resolve("home").toString());
        // The provider has a file there by which it gives ids away, whichever Proxmox they are for.
        builder.environment()
                .put("TMPDIR", Files.createDirectories(directory.resolve("tmp")).toString());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().put("TF_IN_AUTOMATION", "1");
        builder.environment().put("PROXMOX_VE_ENDPOINT", access.endpoint().toString());
        builder.environment().put("PROXMOX_VE_API_TOKEN", access.apiToken());
        builder.environment().put("SSL_CERT_FILE", access.caFile().orElseThrow().toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("%s: not within %d s".formatted(command, LIMIT_SECONDS));
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(unreadable: %s)".formatted(e);
        }
    }

    /** How a run of tofu ended. */
    record Result(int status, String out, String err) {
        /** Its errors and warnings, lines joined as tofu had broken them. */
        String said() {
            int warning = out.indexOf("Warning:");
            return (err + "\n" + (warning < 0 ? "" : out.substring(warning))).replaceAll("\\s*\n[│╷╵]?\\s*", " ");
        }

        /** The same, if it succeeded. */
        Result succeeded() {
            if (status != 0) {
                throw new AssertionError("exit status %d: %s".formatted(status, err));
            }
            return this;
        }
    }
}
