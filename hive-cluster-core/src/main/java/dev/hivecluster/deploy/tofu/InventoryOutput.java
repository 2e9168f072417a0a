package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MalformedJsonException;
import dev.hivecluster.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The output {@value #NAME} of a module, and how it becomes the inventory of a cluster. */
record InventoryOutput(ClusterSpec spec, Optional<Inventory> before) {
    static final String NAME = "inventory";

    private static final String DEFAULT_USER = "tf-user";
    private static final String SSH_KEY_PATH = "ssh_key_path";
    private static final String ADDRESSES = "addresses";
    private static final String SSH_USER = "ssh_user";

    /** Fields by which a machine is told from another one of the same name. */
    private static final List<String> IDENTITY = List.of("vm_id", "id", "uuid", "mac", "macs");

    /** @param module what lacks it, for people */
    static String missing(String module) {
        return "the module %s has no output \"%s\", which must tell where the machines are: {cluster_name, nodes = [{name, index, management, data}], ssh_user, ssh_key_path}"
                .formatted(module, NAME);
    }

    /**
     * Reads, completes and checks it.
     *
     * @param keyPath the private key for the inventory; empty if the module has its own
     * @throws DeployException if it is none, or a machine's address is not known
     */
    Inventory read(JsonNode output, Optional<String> keyPath) throws DeployException {
        if (!(output instanceof ObjectNode whole)) {
            throw new DeployException("the output \"%s\" is no object, but %s".formatted(NAME, kind(output)));
        }
        ObjectNode inventory = whole.deepCopy();
        keyPath.ifPresent(path -> inventory.put(SSH_KEY_PATH, path));
        if (!inventory.hasNonNull(SSH_USER)) {
            inventory.put(SSH_USER, DEFAULT_USER);
        }
        if (!inventory.hasNonNull("cluster_name")) {
            inventory.put("cluster_name", spec.name().value());
        }
        List<String> silent = new ArrayList<>();
        for (JsonNode node : inventory.path("nodes")) {
            if (node instanceof ObjectNode machine) {
                complete(machine, silent);
                dropNulls(machine);
            }
        }
        dropNulls(inventory);
        if (!silent.isEmpty()) {
            throw new DeployException(silence(silent));
        }
        try {
            Inventory read = Json.parse(
                    "the output \"%s\" of the module".formatted(NAME), inventory.toString(), Inventory.class);
            check(read);
            return read;
        } catch (MalformedJsonException e) {
            throw new DeployException(String.valueOf(e.getMessage()), e);
        }
    }

    private void check(Inventory read) throws DeployException {
        List<String> expected = Stream.iterate(1, index -> index + 1)
                .limit(spec.nodes())
                .map(spec.name()::node)
                .toList();
        List<String> names = read.nodes().stream().map(Node::name).toList();
        if (!read.clusterName().equals(spec.name()) || !names.equals(expected)) {
            throw new DeployException(
                    "the output \"%s\" of the module tells of cluster %s with %s, but cluster %s with %s was asked for"
                            .formatted(NAME, read.clusterName(), names, spec.name(), expected));
        }
    }

    private void complete(ObjectNode machine, List<String> silent) {
        restoreAddresses(machine);
        Optional<String> management = address(machine, "management", 0);
        Optional<String> data = address(machine, "data", 1).or(() -> management);
        if (management.isEmpty()) {
            silent.add(words(machine));
            return;
        }
        machine.put("management", management.get());
        data.ifPresent(address -> machine.put("data", address));
    }

    /** What was found on those network cards of a machine that tell nothing now. */
    private void restoreAddresses(ObjectNode machine) {
        Object before =
                known(machine).map(node -> node.unknown().get(ADDRESSES)).orElse(null);
        if (!(before instanceof List<?> cards)) {
            return;
        }
        JsonNode now = machine.path(ADDRESSES);
        List<@Nullable Object> all = new ArrayList<>();
        for (int card = 0; card < Math.max(cards.size(), now.size()); card++) {
            boolean silent = texts(now.path(card)).isEmpty();
            all.add(silent && card < cards.size() ? cards.get(card) : now.path(card));
        }
        machine.putPOJO(ADDRESSES, all);
    }

    /**
     * As the module tells it; else from what it found on the network card; else as it was before, if the machine is still the
     * same: one that is switched off tells no address.
     */
    private Optional<String> address(ObjectNode machine, String field, int card) {
        return Addresses.best(texts(machine.path(field)))
                .or(() -> Addresses.best(texts(machine.path(ADDRESSES).path(card))))
                .or(() -> known(machine).map(node -> card == 0 ? node.management() : node.data()));
    }

    private Optional<Node> known(ObjectNode machine) {
        return before.stream()
                .flatMap(inventory -> inventory.nodes().stream())
                .filter(node -> node.name().equals(machine.path("name").asString("")))
                .filter(node -> isSame(node.unknown(), machine))
                .findFirst();
    }

    private static boolean isSame(Map<String, Object> known, ObjectNode machine) {
        for (String field : IDENTITY) {
            Object value = known.get(field);
            if (value != null && machine.hasNonNull(field)) {
                return text(Json.line(value)).equals(text(machine.get(field).toString()));
            }
        }
        return false;
    }

    private static String text(String json) {
        return json.replace("\"", "");
    }

    private static List<String> texts(JsonNode node) {
        if (node.isString()) {
            return List.of(node.asString());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node) {
            texts.addAll(texts(element));
        }
        return texts;
    }

    private static void dropNulls(ObjectNode object) {
        object.propertyNames().stream()
                .filter(name -> object.path(name).isNull())
                .toList()
                .forEach(object::remove);
    }

    private static String words(ObjectNode machine) {
        String more = Stream.of("vm_id", "id", "host")
                .filter(machine::hasNonNull)
                .map(field -> "%s %s".formatted(field, machine.get(field).asString()))
                .collect(Collectors.joining(", "));
        String name = machine.path("name").asString("a machine without a name");
        return more.isEmpty() ? name : "%s (%s)".formatted(name, more);
    }

    private static String silence(List<String> silent) {
        return "%s %s no address. Most often the guest agent does not answer: look at the machine's console whether it has booted, whether qemu-guest-agent is installed and runs, and whether it got an address from DHCP; then call up again"
                .formatted(String.join(", ", silent), silent.size() == 1 ? "has" : "have");
    }

    private static String kind(JsonNode node) {
        return Objects.toString(node.getNodeType()).toLowerCase(Locale.ROOT);
    }
}
