package dev.hivecluster.e2e;

import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What Hive keeps in its storage (hive contract, section 4.9). */
final class StoredObjects {
    private static final String BUCKET = "predastore";

    private final S3Client s3;

    StoredObjects(S3Client s3) {
        this.s3 = s3;
    }

    /** The keys that begin so. */
    List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /**
     * What its objects lie below: a directory for each volume, image and snapshot, and the key pairs by name. A list of tags
     * stays when the last of them is deleted, and is none of them.
     */
    Set<String> tops() {
        return keys("").stream()
                .filter(key -> !key.startsWith("tags/"))
                .map(key -> key.startsWith("keys/") ? key : key.split("/", 2)[0])
                .collect(Collectors.toSet());
    }

    /** What Hive has written down of a resource. */
    JsonPath configuration(String resource) {
        return JsonPath.from(
                s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(resource + "/config.json"))
                        .asUtf8String());
    }

    /** Deletes all that lies below a resource's name. */
    void delete(String resource) {
        keys(resource + "/")
                .forEach(
                        key -> s3.deleteObject(request -> request.bucket(BUCKET).key(key)));
    }
}
