package dev.hivecluster.simulator.storage;

import dev.hivecluster.simulator.signature.SignatureV4;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An object that is on its way in parts, which come in any order and side by side. */
final class Upload {
    private static final int ETAG_DIGITS = 32;

    private final String bucket;
    private final String key;
    private final Map<Integer, Part> parts = new ConcurrentHashMap<>();

    Upload(String bucket, String key) {
        this.bucket = bucket;
        this.key = key;
    }

    boolean isOf(String anyBucket, String anyKey) {
        return bucket.equals(anyBucket) && key.equals(anyKey);
    }

    /**
     * Stores a part, in place of one of the same number.
     *
     * @return its tag, which completing the upload names
     */
    String put(int number, byte[] content) {
        String tag = SignatureV4.hash(content).substring(0, ETAG_DIGITS);
        parts.put(number, new Part(tag, content.clone()));
        return tag;
    }

    /**
     * The object.
     *
     * @param listed its parts, in their order
     * @throws S3Error if the numbers do not rise, or a part was not uploaded so
     */
    byte[] whole(List<ListedPart> listed) throws S3Error {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int last = 0;
        for (ListedPart wanted : listed) {
            if (wanted.number() <= last) {
                throw new S3Error(400, "InvalidPartOrder", "The list of parts was not in ascending order");
            }
            last = wanted.number();
            Part part = parts.get(wanted.number());
            if (part == null || !part.tag().equals(wanted.tag())) {
                throw new S3Error(400, "InvalidPart", "Part %d was not uploaded with that tag".formatted(last));
            }
            content.writeBytes(part.content());
        }
        return content.toByteArray();
    }

    /** A part as the one who completes the upload lists it. */
    record ListedPart(int number, String tag) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Part(String tag, byte[] content) {}
}
