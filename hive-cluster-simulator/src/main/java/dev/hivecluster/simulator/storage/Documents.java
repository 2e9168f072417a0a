package dev.hivecluster.simulator.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON objects of {@link ObjectStore#HIVE_BUCKET}, as values. Each version of an object is read once, and a client
 * that overwrites one through S3 changes what Hive knows, as it does in a real one.
 *
 * @param <T> what an object of this kind holds; immutable
 */
public final class Documents<T> {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ObjectStore objects;
    private final Class<T> type;

    /**
     * @param objects where they are
     * @param type their type; a record with Jackson's annotations
     */
    public Documents(ObjectStore objects, Class<T> type) {
        this.objects = objects;
        this.type = type;
    }

    /** The document of a key; nothing if there is none, or if what is there is something else. */
    public Optional<T> find(String key) {
        return objects.find(ObjectStore.HIVE_BUCKET, key).flatMap(this::read);
    }

    /** All documents whose keys begin and end so, by their keys and in the order of these. */
    public Map<String, T> all(String prefix, String suffix) {
        Map<String, T> found = new LinkedHashMap<>();
        for (String key : objects.keys(ObjectStore.HIVE_BUCKET, prefix)) {
            if (key.endsWith(suffix)) {
                find(key).ifPresent(document -> found.put(key, document));
            }
        }
        return found;
    }

    /** Stores a document, in place of one of the same key. */
    public void put(String key, T document) {
        objects.update(ObjectStore.HIVE_BUCKET, key, any -> write(document));
    }

    /**
     * Replaces a document by what is made of it; no other write comes between.
     *
     * @param change gets the document, null if there is none; what it returns is stored, null removes the document; if it
     *     throws, nothing changes
     * @throws BrokenObjectException if there is an object, but it cannot be read
     */
    public void update(String key, UnaryOperator<@Nullable T> change) {
        objects.update(ObjectStore.HIVE_BUCKET, key, before -> {
            if (before != null && before.isBroken()) {
                throw new BrokenObjectException(key);
            }
            T old = before == null ? null : read(before).orElse(null);
            T changed = change.apply(old);
            if (changed == null) {
                return null;
            }
            return changed.equals(old) ? before : write(changed);
        });
    }

    private Optional<T> read(StoredObject object) {
        if (object.isBroken()) {
            return Optional.empty();
        }
        Object known = object.meaning();
        if (type.isInstance(known)) {
            return Optional.of(type.cast(known));
        }
        try {
            T document = MAPPER.readValue(object.content(), type);
            if (document != null) {
                object.mean(document);
            }
            return Optional.ofNullable(document);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static StoredObject write(Object document) {
        StoredObject object = new StoredObject(MAPPER.writeValueAsBytes(document));
        object.mean(document);
        return object;
    }
}
