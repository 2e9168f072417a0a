package dev.hivecluster.simulator.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of objects, as the nodes of one cluster share them. Readers are never held up; writers take turns, so that what
 * is decided within {@link #update} still holds when it is written.
 */
public final class ObjectStore {
    /** The bucket that Hive keeps its own things in. */
    public static final String HIVE_BUCKET = "predastore";

    private static final char AFTER_ALL_OTHERS = '\uffff';

    private final Map<String, ConcurrentNavigableMap<String, StoredObject>> buckets = new ConcurrentHashMap<>();

    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    /** A store with an empty bucket {@link #HIVE_BUCKET}. */
    public ObjectStore() {
        buckets.put(HIVE_BUCKET, new ConcurrentSkipListMap<>());
    }

    /** The buckets' names, sorted. */
    public List<String> buckets() {
        return buckets.keySet().stream().sorted().toList();
    }

    /** Whether there is such a bucket. */
    public boolean hasBucket(String bucket) {
        return buckets.containsKey(bucket);
    }

    /** Makes a bucket; one that exists stays as it is. */
    public void createBucket(String bucket) {
        buckets.putIfAbsent(bucket, new ConcurrentSkipListMap<>());
    }

    /**
     * Removes a bucket if it is empty; Hive's own stays.
     *
     * @return whether it is gone
     */
    public synchronized boolean deleteBucket(String bucket) {
        return !bucket.equals(HIVE_BUCKET) && objects(bucket).isEmpty() && buckets.remove(bucket) != null;
    }

    /** The keys that begin with a prefix, sorted. */
    public List<String> keys(String bucket, String prefix) {
        return new ArrayList<>(withPrefix(bucket, prefix).keySet());
    }

    /** An object's content; nothing if it cannot be read. */
    public Optional<byte[]> get(String bucket, String key) {
        return find(bucket, key).filter(object -> !object.isBroken()).map(StoredObject::content);
    }

    /** An object, as it is now. */
    public Optional<StoredObject> find(String bucket, String key) {
        return Optional.ofNullable(objects(bucket).get(key));
    }

    /** Stores an object, in place of one of the same key. */
    public synchronized void put(String bucket, String key, byte[] content) {
        objects(bucket).put(key, new StoredObject(content.clone()));
    }

    /**
     * Stores an object if there is none of that key.
     *
     * @return whether there was none
     */
    public synchronized boolean putIfAbsent(String bucket, String key, byte[] content) {
        return objects(bucket).putIfAbsent(key, new StoredObject(content.clone())) == null;
    }

    /**
     * Replaces an object by what is made of it; no other write comes between.
     *
     * @param change gets the object, null if there is none; what it returns is stored, null removes the object; if it
     *     throws, nothing changes
     */
    public synchronized void update(String bucket, String key, UnaryOperator<@Nullable StoredObject> change) {
        ConcurrentNavigableMap<String, StoredObject> objects = objects(bucket);
        StoredObject before = objects.get(key);
        StoredObject after = change.apply(before);
        if (after == null) {
            objects.remove(key);
        } else if (after != before) {
            objects.put(key, after);
        }
    }

    /** Makes an object unreadable for ever, if there is one of that key: a write has failed half-way. */
    public synchronized void spoil(String bucket, String key) {
        objects(bucket).computeIfPresent(key, (any, object) -> object.broken());
    }

    /**
     * Removes an object.
     *
     * @return whether there was one
     */
    public synchronized boolean delete(String bucket, String key) {
        return objects(bucket).remove(key) != null;
    }

    /** Removes all objects whose keys begin with a prefix. */
    public synchronized void deleteAll(String bucket, String prefix) {
        withPrefix(bucket, prefix).clear();
    }

    /**
     * Begins an upload in parts.
     *
     * @return its id
     */
    String beginUpload(String bucket, String key) {
        String id = UUID.randomUUID().toString();
        uploads.put(id, new Upload(bucket, key));
        return id;
    }

    /** An upload of this object that was begun and has neither been completed nor given up. */
    Optional<Upload> upload(String id, String bucket, String key) {
        return Optional.ofNullable(uploads.get(id)).filter(upload -> upload.isOf(bucket, key));
    }

    /** An upload is over, in whatever way. */
    void endUpload(String id) {
        uploads.remove(id);
    }

    private ConcurrentNavigableMap<String, StoredObject> withPrefix(String bucket, String prefix) {
        return prefix.isEmpty() ? objects(bucket) : objects(bucket).subMap(prefix, prefix + AFTER_ALL_OTHERS);
    }

    private ConcurrentNavigableMap<String, StoredObject> objects(String bucket) {
        ConcurrentNavigableMap<String, StoredObject> objects = buckets.get(bucket);
        if (objects == null) {
            throw new IllegalArgumentException("no bucket " + bucket);
        }
        return objects;
    }
}
