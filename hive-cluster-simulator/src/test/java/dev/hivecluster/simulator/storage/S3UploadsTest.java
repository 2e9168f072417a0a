package dev.hivecluster.simulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class S3UploadsTest extends S3Calls {
    private static final Pattern UPLOAD = Pattern.compile("<UploadId>([^<]+)</UploadId>");

    @Test
    void parts_that_came_in_any_order_become_one_object_in_theirs() throws Exception {
        String upload = begin("/predastore/x");
        String third = part("/predastore/x", 3, upload, "c").header("Etag");
        String first = part("/predastore/x", 1, upload, "a").header("Etag");
        part("/predastore/x", 2, upload, "not this");
        String second = part("/predastore/x", 2, upload, "b").header("Etag");
        assertThat(store.find("predastore", "x")).isEmpty();

        Answer completed = complete("/predastore/x", upload, listed(1, first), listed(2, second), listed(3, third));

        assertThat(completed.status()).isEqualTo(200);
        assertThat(completed.body()).contains("<Bucket>predastore</Bucket><Key>x</Key>");
        assertThat(get("/predastore/x").body()).isEqualTo("abc");
        refused(complete("/predastore/x", upload, listed(1, first)), 404, "NoSuchUpload", ".+");
    }

    @Test
    void a_part_that_is_not_listed_is_left_out() throws Exception {
        String upload = begin("/predastore/x");
        part("/predastore/x", 1, upload, "a");
        String second = part("/predastore/x", 2, upload, "b").header("Etag");

        complete("/predastore/x", upload, listed(2, second));

        assertThat(get("/predastore/x").body()).isEqualTo("b");
    }

    @Test
    void parts_that_were_not_uploaded_so_are_refused_and_the_upload_goes_on() throws Exception {
        String upload = begin("/predastore/x");
        String first = part("/predastore/x", 1, upload, "a").header("Etag");
        String second = part("/predastore/x", 2, upload, "b").header("Etag");

        refused(complete("/predastore/x", upload, listed(1, second)), 400, "InvalidPart", ".+");
        refused(complete("/predastore/x", upload, listed(3, first)), 400, "InvalidPart", ".+");
        refused(complete("/predastore/x", upload, listed(2, second), listed(1, first)), 400, "InvalidPartOrder", ".+");
        refused(complete("/predastore/x", upload), 400, "MalformedXML", ".+");
        assertThat(store.find("predastore", "x")).isEmpty();

        assertThat(complete("/predastore/x", upload, listed(1, first), listed(2, second))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_part_has_a_number_from_1_to_10000() throws Exception {
        String upload = begin("/predastore/x");

        refused(part("/predastore/x", 0, upload, "a"), 400, "InvalidArgument", ".+");
        refused(part("/predastore/x", 10_001, upload, "a"), 400, "InvalidArgument", ".+");
        assertThat(part("/predastore/x", 10_000, upload, "a").status()).isEqualTo(200);
    }

    @Test
    void an_upload_that_was_given_up_is_over() throws Exception {
        String upload = begin("/predastore/x");

        assertThat(delete("/predastore/x?uploadId=" + upload).status()).isEqualTo(204);

        refused(part("/predastore/x", 1, upload, "a"), 404, "NoSuchUpload", ".+");
        refused(delete("/predastore/x?uploadId=" + upload), 404, "NoSuchUpload", ".+");
    }

    @Test
    void an_upload_belongs_to_one_object() throws Exception {
        String upload = begin("/predastore/x");

        refused(part("/predastore/y", 1, upload, "a"), 404, "NoSuchUpload", ".+");
        refused(call(CREDENTIALS, REGION, "POST", "/nowhere/x?uploads"), 404, "NoSuchBucket", ".+");
    }

    @Test
    void while_a_node_is_away_neither_a_part_nor_an_object_is_stored() throws Exception {
        put("/predastore/x", Map.of(), "old");
        String upload = begin("/predastore/x");
        String first = part("/predastore/x", 1, upload, "a").header("Etag");
        shards.complete = false;

        refused(part("/predastore/x", 2, upload, "b"), 500, "InternalError", ".+");
        assertThat(get("/predastore/x").body()).isEqualTo("old");
        refused(complete("/predastore/x", upload, listed(1, first)), 500, "InternalError", ".+");

        shards.complete = true;
        assertThat(complete("/predastore/x", upload, listed(1, first)).status()).isEqualTo(200);
        assertThat(get("/predastore/x").body()).isEqualTo("a");
    }

    private String begin(String target) throws IOException {
        Answer answer = call(CREDENTIALS, REGION, "POST", target + "?uploads");
        assertThat(answer.status()).isEqualTo(200);
        Matcher upload = UPLOAD.matcher(answer.body());
        assertThat(upload.find()).as(answer.body()).isTrue();
        return upload.group(1);
    }

    private Answer part(String target, int number, String upload, String content) throws IOException {
        return put("%s?partNumber=%d&uploadId=%s".formatted(target, number, upload), Map.of(), content);
    }

    private Answer complete(String target, String upload, String... parts) throws IOException {
        String body = Stream.of(parts)
                .collect(Collectors.joining("", "<CompleteMultipartUpload>", "</CompleteMultipartUpload>"));
        return call(CREDENTIALS, REGION, "POST", target + "?uploadId=" + upload, Map.of(), body);
    }

    private static String listed(int number, String tag) {
        return "<Part><ETag>&quot;%s&quot;</ETag><PartNumber>%d</PartNumber></Part>".formatted(tag, number);
    }
}
