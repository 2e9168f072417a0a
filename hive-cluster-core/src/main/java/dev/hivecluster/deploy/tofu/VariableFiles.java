package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The files of variables that tofu reads, each stronger than those before it: what the platform knows of its backend, what
 * the user's file says, what the user set one by one, and what the plugin itself gives.
 */
record VariableFiles(TofuFiles files) {
    /**
     * Writes them.
     *
     * @param declared the variables that the module has; it gets no others from us
     * @return in the order in which tofu is to read them
     * @throws DeployException if the user set a variable that the module doesn't have
     */
    List<Path> write(
            Set<String> declared, Map<String, Object> site, TofuSettings settings, Map<String, Object> contract)
            throws DeployException, IOException {
        List<Path> order = new ArrayList<>();
        AtomicFiles.writePrivate(files.siteVariables(), Json.write(only(declared, site)));
        order.add(files.siteVariables());
        Optional<Path> users = settings.variablesFile();
        if (users.isPresent()) {
            Path copy = files.userVariables(users.get().toString().endsWith(".json"));
            AtomicFiles.writePrivate(copy, Files.readString(users.get()));
            order.add(copy);
        }
        for (String name : settings.variables().keySet()) {
            if (!declared.contains(name)) {
                throw new DeployException("%s%s sets a variable that the module does not have; it has %s"
                        .formatted(TofuSettings.VARS, name, String.join(", ", declared)));
            }
        }
        Map<String, Object> strongest = new TreeMap<>(settings.variables());
        strongest.putAll(only(declared, contract));
        AtomicFiles.writePrivate(files.variables(), Json.write(strongest));
        order.add(files.variables());
        return order;
    }

    /**
     * How values differ from those that were written last, in the words of the properties that a user sets; nothing if none
     * were written, or the module takes none of them.
     */
    List<String> contractDifferences(Map<String, Object> wanted) throws DeployException {
        if (Files.notExists(files.variables())) {
            return List.of();
        }
        try {
            JsonNode last = Json.read(files.variables(), JsonNode.class);
            return wanted.entrySet().stream()
                    .filter(variable -> last.has(variable.getKey()))
                    .filter(variable ->
                            !last.get(variable.getKey()).asString().equals(String.valueOf(variable.getValue())))
                    .map(variable -> "%s is %s, asked for %s"
                            .formatted(
                                    ContractVariables.SET_BY.get(variable.getKey()),
                                    last.get(variable.getKey()).asString(),
                                    variable.getValue()))
                    .toList();
        } catch (IOException e) {
            throw new DeployException("%s cannot be read: %s".formatted(files.variables(), e.getMessage()), e);
        }
    }

    private static Map<String, Object> only(Set<String> declared, Map<String, Object> variables) {
        Map<String, Object> known = new TreeMap<>(variables);
        known.keySet().retainAll(declared);
        return known;
    }
}
