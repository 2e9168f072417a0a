package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.model.PosixQuoting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a guest's cloud-init is told to do, as far as a simulated node can do it; what it cannot, such as installing
 * packages, is passed over.
 *
 * @param hostname the guest's name; empty if it is to keep the one of its virtual machine
 * @param user who logs in; empty if nobody can
 * @param authorizedKeys the keys of that user
 * @param hostKey the key of the guest's SSH server; empty if it is to make its own
 * @param files what to write, before the commands
 * @param bootCommands what to run at each boot
 * @param commands what to run at the first boot, each a line of {@code sh}
 */
record CloudConfig(
        Optional<String> hostname,
        Optional<String> user,
        List<PublicKey> authorizedKeys,
        Optional<KeyPair> hostKey,
        List<WrittenFile> files,
        List<String> bootCommands,
        List<String> commands) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern SSH_PORT = Pattern.compile("(?m)^\\s*Port\\s+([0-9]{1,5})\\s*$");
    private static final String HEADER = "#cloud-config";
    private static final List<String> HOST_KEYS = List.of("ed25519_private", "ecdsa_private", "rsa_private");

    CloudConfig {
        authorizedKeys = List.copyOf(authorizedKeys);
        files = List.copyOf(files);
        bootCommands = List.copyOf(bootCommands);
        commands = List.copyOf(commands);
    }

    /**
     * Reads it.
     *
     * @param userData what wins
     * @param vendorData what is taken where user data say nothing
     * @param imageConfig what is taken where neither says anything
     * @throws IOException if one of them is not what cloud-init understands; the message says what it would say
     */
    static CloudConfig of(String userData, Optional<String> vendorData, Optional<String> imageConfig)
            throws IOException {
        ObjectNode merged = YAML.createObjectNode();
        if (imageConfig.isPresent()) {
            merged.setAll(read(HEADER + "\n" + imageConfig.get(), "/etc/cloud/cloud.cfg.d"));
        }
        if (vendorData.isPresent()) {
            merged.setAll(read(vendorData.get(), "vendor-data"));
        }
        merged.setAll(read(userData, "user-data"));
        return of(merged);
    }

    private static ObjectNode read(String text, String what) throws IOException {
        if (!text.startsWith(HEADER)) {
            throw new IOException("Unhandled non-multipart (text/x-not-multipart) userdata: %s does not begin with %s"
                    .formatted(what, HEADER));
        }
        JsonNode tree;
        try {
            tree = YAML.readTree(text);
        } catch (JacksonException e) {
            throw new IOException("Failed loading yaml blob of %s: %s".formatted(what, e.getOriginalMessage()), e);
        }
        if (tree.isMissingNode() || tree.isNull()) {
            return YAML.createObjectNode();
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("Failed at merging in cloud config part from %s: it is no mapping".formatted(what));
    }

    private static CloudConfig of(ObjectNode tree) throws IOException {
        List<String> keys = texts(tree.path("ssh_authorized_keys"));
        @Nullable String user = text(tree.path("user"));
        for (JsonNode each : tree.path("users")) {
            String name = text(each.path("name"));
            if (name != null) {
                user = name;
                keys.addAll(texts(each.path("ssh_authorized_keys")));
                break;
            }
        }
        return new CloudConfig(
                Optional.ofNullable(text(tree.path("hostname")))
                        .or(() -> Optional.ofNullable(text(tree.path("fqdn"))).map(name -> name.split("\\.", -1)[0])),
                Optional.ofNullable(user),
                publicKeys(keys),
                hostKey(tree.path("ssh_keys")),
                files(tree.path("write_files")),
                commands(tree.path("bootcmd")),
                commands(tree.path("runcmd")));
    }

    /** Where it makes the guest's SSH server listen; empty if it does not say. */
    OptionalInt sshPort() {
        return files.stream()
                .filter(file -> file.path().matches("/etc/ssh/sshd_config(?:\\.d/.*\\.conf)?"))
                .flatMap(file -> SSH_PORT.matcher(new String(file.content(), StandardCharsets.UTF_8))
                        .results())
                .mapToInt(port -> Integer.parseInt(port.group(1)))
                .findFirst();
    }

    private static @Nullable String text(JsonNode node) {
        if (node.isObject()) {
            return text(node.path("name"));
        }
        return node.isValueNode() && !node.isNull() ? node.asString() : null;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(each -> texts.add(each.asString()));
        } else if (node.isString()) {
            texts.add(node.asString());
        }
        return texts;
    }

    private static List<PublicKey> publicKeys(List<String> lines) throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        for (String line : lines) {
            keys.add(SshKeys.publicKey(line));
        }
        return keys;
    }

    private static Optional<KeyPair> hostKey(JsonNode keys) throws IOException {
        for (String type : HOST_KEYS) {
            String pem = text(keys.path(type));
            if (pem != null) {
                return Optional.of(SshKeys.keyPair("ssh_keys: " + type, pem));
            }
        }
        return Optional.empty();
    }

    private static List<WrittenFile> files(JsonNode list) throws IOException {
        List<WrittenFile> files = new ArrayList<>();
        for (JsonNode file : list) {
            String path = text(file.path("path"));
            if (path == null || !path.startsWith("/")) {
                throw new IOException("write_files: an entry without an absolute path");
            }
            String content = Optional.ofNullable(text(file.path("content"))).orElse("");
            String encoding = Optional.ofNullable(text(file.path("encoding"))).orElse("");
            byte[] bytes = switch (encoding) {
                case "b64", "base64" -> Base64.getMimeDecoder().decode(content);
                case "", "text/plain" -> content.getBytes(StandardCharsets.UTF_8);
                default -> throw new IOException("write_files: %s: unknown encoding %s".formatted(path, encoding));
            };
            files.add(new WrittenFile(
                    path,
                    bytes,
                    Optional.ofNullable(text(file.path("permissions"))).orElse("0644"),
                    file.path("append").asBoolean(false)));
        }
        return files;
    }

    private static List<String> commands(JsonNode list) {
        List<String> commands = new ArrayList<>();
        for (JsonNode command : list) {
            commands.add(command.isArray() ? PosixQuoting.quote(texts(command)) : command.asString());
        }
        return commands;
    }

    /**
     * A file that cloud-init writes.
     *
     * @param permissions octal
     */
    @SuppressWarnings("ArrayRecordComponent")
    record WrittenFile(String path, byte[] content, String permissions, boolean append) {}
}
