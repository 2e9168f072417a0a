package dev.hivecluster.benchmarks;

import dev.hivecluster.deploy.proxmox.ProxmoxAccess;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.model.Json;
import dev.hivecluster.remote.SshKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The module for Proxmox as a person applies and destroys it by hand. */
final class BareTofu {
    private static final String VARIABLES = "benchmark.tfvars.json";

    private final Path source;
    private final Path module;
    private final ProxmoxAccess access;

    /** @param source the module's directory; it is copied */
    BareTofu(Path source, Path work, ProxmoxAccess access) {
        this.source = source;
        this.module = work.resolve("bare");
        this.access = access;
    }

    /** What is peculiar to a faked Proxmox: its ports, and guests with addresses in 127.0.0.0/8. */
    static Map<String, Object> variables(ProxmoxAccess access) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("nodes", access.hosts().stream().map(BareTofu::host).toList());
        variables.put("ssh_port", access.guestSshPort());
        variables.put("wait_for_ipv4", false);
        return variables;
    }

    private static Map<String, Object> host(ProxmoxAccess.Host host) {
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("name", host.name());
        variable.put("address", host.address());
        variable.put("ssh_port", host.sshPort());
        variable.put("bridge", host.bridge());
        variable.put("datastore_id", host.datastoreId());
        return variable;
    }

    /** Init and apply, in a fresh directory. */
    Object apply(int vms) throws IOException, InterruptedException {
        Trees.delete(module);
        Files.createDirectories(module);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, module.resolve(file.getFileName().toString()));
            }
        }
        Path key = module.resolve("key");
        SshKeyPair.generate("bare").write(key);
        Map<String, Object> variables = new LinkedHashMap<>(variables(access));
        variables.put("cluster_name", "bare");
        variables.put("cluster_id", UUID.randomUUID().toString());
        variables.put("node_count", vms);
        variables.put("ssh_public_key_path", key + ".pub");
        variables.put(
                "ssh_private_key_path", access.sshPrivateKey().orElseThrow().toString());
        variables.put("proxmox_ssh_username", access.sshUser().orElseThrow());
        variables.put(
                "host_keys",
                Stream.generate(() -> SshKeyPair.generate("host"))
                        .limit(vms)
                        .map(pair -> Map.of("private", pair.privateKey(), "public", pair.publicKey()))
                        .toList());
        AtomicFiles.writePrivate(module.resolve(VARIABLES), Json.write(variables));
        tofu("init", "-input=false", "-no-color");
        return tofu("apply", "-auto-approve", "-input=false", "-no-color", "-var-file=" + VARIABLES);
    }

    Object destroy() throws IOException, InterruptedException {
        return tofu("destroy", "-auto-approve", "-input=false", "-no-color", "-var-file=" + VARIABLES);
    }

    private Path tofu(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Optional.ofNullable(System.getenv("HIVE_TOFU")).orElse("tofu"));
        command.addAll(List.of(arguments));
        Path output = module.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(module.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", module.toString());
        builder.environment().put("TMPDIR", module.toString());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().put("PROXMOX_VE_ENDPOINT", access.endpoint().toString());
        builder.environment().put("PROXMOX_VE_API_TOKEN", access.apiToken());
        builder.environment().put("SSL_CERT_FILE", access.caFile().orElseThrow().toString());
        if (builder.start().waitFor() != 0) {
            throw new IOException("tofu %s failed: %s".formatted(arguments[0], Files.readString(output)));
        }
        return output;
    }
}
