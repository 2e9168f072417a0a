package dev.hivecluster.deploy.tofu;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The state file of one cluster, which tofu empties when it is killed: it is judged before each use, and the last one that
 * was whole is kept beside it.
 */
record TofuState(TofuFiles files) {
    private static final String MANAGED = "managed";

    /** What the file is. */
    enum Condition {
        ABSENT,
        /** As a killed tofu leaves it. */
        EMPTY,
        /** Cut off, or no state at all. */
        BROKEN,
        SOUND
    }

    /**
     * What the state file holds now.
     *
     * @throws DeployException if it cannot be read
     */
    Content content() throws DeployException {
        return read(files.state());
    }

    /**
     * Makes the best of what an earlier run left: adopts the state that it could not write to its place, or takes the last
     * good one in place of one that is lost.
     *
     * @return what the state file holds then
     */
    Content settle(Activity activity) throws DeployException {
        try {
            Content now = content();
            Content errored = read(files.erroredState());
            if (errored.isSound() && errored.isNewerThan(now)) {
                replace(errored);
                Files.delete(files.erroredState());
                activity.warning("an earlier tofu could not write its state to %s; what it left in %s is taken"
                        .formatted(files.state(), files.erroredState()));
                return errored;
            }
            if (now.isSound()) {
                return now;
            }
            Content good = read(files.goodState());
            if (good.isSound()) {
                replace(good);
                activity.warning("%s %s, as a tofu leaves it that was killed; the last good state is taken instead"
                        .formatted(files.state(), now.words()));
                return good;
            }
            return now;
        } catch (IOException e) {
            throw new DeployException("%s cannot be mended: %s".formatted(files.state(), e.getMessage()), e);
        }
    }

    /** After a command: keeps a copy if the state is whole. */
    void keep() throws DeployException {
        Content now = content();
        try {
            if (now.isSound() && !now.text().equals(read(files.goodState()).text())) {
                AtomicFiles.writePrivate(files.goodState(), now.text());
            }
        } catch (IOException e) {
            throw new DeployException("a copy of the state cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Everything is gone that it told of. */
    void forget() throws IOException {
        Path state = files.state();
        Files.deleteIfExists(state);
        Files.deleteIfExists(state.resolveSibling(state.getFileName() + ".backup"));
        Files.deleteIfExists(state.resolveSibling("." + state.getFileName() + ".lock.info"));
        Files.deleteIfExists(files.goodState());
        Files.deleteIfExists(files.erroredState());
    }

    private void replace(Content content) throws IOException {
        AtomicFiles.writePrivate(files.state(), content.text());
    }

    private static Content read(Path file) throws DeployException {
        try {
            if (Files.notExists(file)) {
                return new Content(Condition.ABSENT, "", Optional.empty());
            }
            String text = Files.readString(file);
            if (text.isBlank()) {
                return new Content(Condition.EMPTY, "", Optional.empty());
            }
            Document document = Json.parse(file.toString(), text, Document.class);
            return new Content(Condition.SOUND, text, Optional.of(document));
        } catch (MalformedJsonException | CharacterCodingException notState) {
            return new Content(Condition.BROKEN, "", Optional.empty());
        } catch (IOException e) {
            throw new DeployException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * What a state file holds.
     *
     * @param text the file as it is, if it is sound
     */
    record Content(Condition condition, String text, Optional<Document> document) {
        boolean isSound() {
            return condition == Condition.SOUND;
        }

        /** Whether it follows the other one, or the other one is none. */
        private boolean isNewerThan(Content other) {
            if (document.isEmpty() || other.document.isEmpty()) {
                return document.isPresent();
            }
            Document mine = document.get();
            Document others = other.document.get();
            return mine.lineage.equals(others.lineage) && mine.serial > others.serial;
        }

        /** The addresses of what tofu made, and has not destroyed, as far as the state tells. */
        List<String> resources() {
            return document.stream()
                    .flatMap(state -> state.resources().stream())
                    .filter(resource -> MANAGED.equals(resource.mode()))
                    .flatMap(resource -> resource.instances().stream().map(instance -> resource.address(instance)))
                    .toList();
        }

        /** Whether the state knows the machine with this id in its backend. */
        boolean knows(String id) {
            return known(type -> true).anyMatch(known -> known.is(id));
        }

        /** What tofu made, and has not destroyed, of some types, as far as it has ids. */
        Stream<Known> known(Predicate<String> types) {
            return document.stream()
                    .flatMap(state -> state.resources().stream())
                    .filter(resource -> MANAGED.equals(resource.mode()) && types.test(resource.type()))
                    .flatMap(resource -> resource.instances().stream()
                            .flatMap(instance ->
                                    instance.id().stream().map(id -> new Known(resource.address(instance), id))));
        }

        Optional<JsonNode> output(String name) {
            return document.map(Document::outputs)
                    .map(outputs -> outputs.get(name))
                    .flatMap(output -> Optional.ofNullable(output.value()));
        }

        String words() {
            return switch (condition) {
                case ABSENT -> "is missing";
                case EMPTY -> "is empty";
                case BROKEN -> "is cut off or damaged";
                case SOUND -> "is whole";
            };
        }
    }

    /**
     * Something that the state tells of.
     *
     * @param address its address in the module
     * @param id its id in the backend
     */
    record Known(String address, String id) {
        /** Whether it is the machine with this id. */
        boolean is(String machine) {
            return machine.equals(id) || machine.endsWith("/" + id);
        }

        @Override
        public String toString() {
            return "%s (id %s)".formatted(address, id);
        }
    }

    /** The form that tofu and Terraform have written since version 0.12. */
    record Document(
            @JsonProperty(required = true) int version,
            @JsonProperty(required = true) long serial,
            @JsonProperty(required = true) String lineage,
            Map<String, Output> outputs,
            List<Resource> resources) {
        Document {
            outputs = outputs == null ? Map.of() : outputs;
            resources = resources == null ? List.of() : resources;
        }
    }

    record Output(@Nullable JsonNode value) {}

    record Resource(Optional<String> module, String mode, String type, String name, List<Instance> instances) {
        Resource {
            instances = instances == null ? List.of() : instances;
        }

        private String address(Instance instance) {
            JsonNode key = instance.key();
            return module.map(path -> path + ".").orElse("")
                    + "%s.%s%s".formatted(type, name, key == null || key.isNull() ? "" : "[%s]".formatted(key));
        }
    }

    record Instance(@JsonProperty("index_key") @Nullable JsonNode key, Map<String, Object> attributes) {
        Instance {
            attributes = attributes == null ? Map.of() : attributes;
        }

        private Optional<String> id() {
            return Optional.ofNullable(attributes.get("id")).map(String::valueOf);
        }
    }
}
