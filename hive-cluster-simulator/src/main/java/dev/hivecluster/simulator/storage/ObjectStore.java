package dev.hivecluster.simulator.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Buckets of objects, as the nodes of one cluster share them. */
public final class ObjectStore {
    /** The bucket that Hive keeps its own things in. */
    public static final String HIVE_BUCKET = "predastore";

    private final Map<String, SortedMap<String, byte[]>> buckets = new ConcurrentHashMap<>();

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

    /** The keys that begin with a prefix, sorted. */
    public List<String> keys(String bucket, String prefix) {
        return objects(bucket).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .toList();
    }

    /** An object's content. */
    public Optional<byte[]> get(String bucket, String key) {
        return Optional.ofNullable(objects(bucket).get(key));
    }

    /** Stores an object, in place of one of the same key. */
    public void put(String bucket, String key, byte[] content) {
        objects(bucket).put(key, content.clone());
    }

    /**
     * Stores an object if there is none of that key.
     *
     * @return whether there was none
     */
    public boolean putIfAbsent(String bucket, String key, byte[] content) {
        return objects(bucket).putIfAbsent(key, content.clone()) == null;
    }

    /**
     * Removes an object.
     *
     * @return whether there was one
     */
    public boolean delete(String bucket, String key) {
        return objects(bucket).remove(key) != null;
    }

    private SortedMap<String, byte[]> objects(String bucket) {
        SortedMap<String, byte[]> objects = buckets.get(bucket);
        if (objects == null) {
            throw new IllegalArgumentException("no bucket " + bucket);
        }
        return objects;
    }
}
