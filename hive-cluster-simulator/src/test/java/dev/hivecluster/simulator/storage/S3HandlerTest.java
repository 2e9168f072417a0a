package dev.hivecluster.simulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.gateway.SignedRequests;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3HandlerTest extends S3Calls {
    @Test
    void whoever_is_not_the_cluster_is_denied_with_a_reason() throws Exception {
        refused(RawClient.send(server.address(), null, "GET", "/", ""), 403, "AccessDenied", "Access Denied");
        refused(
                call(new Credentials("AKIAEXAMPLE", "wrong"), REGION, "GET", "/"),
                403,
                "AccessDenied",
                "The request signature does not match");
        refused(
                call(new Credentials("AKIAXXXX", "secret"), REGION, "GET", "/"),
                403,
                "AccessDenied",
                "Invalid access key");
        refused(
                call(CREDENTIALS, "us-east-1", "GET", "/"),
                403,
                "AccessDenied",
                "The request signature does not match");
    }

    @Test
    void the_bucket_of_hive_is_there_and_empty() throws Exception {
        assertThat(get("/").body()).contains("<Name>predastore</Name></Bucket>");
        assertThat(get("/predastore?list-type=2&prefix=zzz%2F&encoding-type=url")
                        .body())
                .isEqualTo("<ListBucketResult><Name>predastore</Name><Prefix>zzz/</Prefix><KeyCount>0</KeyCount>"
                        + "<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>");
    }

    @Test
    void objects_are_listed_by_prefix_and_as_directories() throws Exception {
        for (String key : new String[] {"a/1", "a/2", "b/1", "top & more"}) {
            store.put("predastore", key, "12345".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(get("/predastore?list-type=2&prefix=a%2F").body())
                .contains("<KeyCount>2</KeyCount>", "<Key>a/1</Key>", "<Key>a/2</Key>", "<Size>5</Size>")
                .doesNotContain("b/1");
        assertThat(get("/predastore?list-type=2&delimiter=%2F").body())
                .contains("<KeyCount>1</KeyCount>", "<Key>top &amp; more</Key>")
                .contains("<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>"
                        + "<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>");
    }

    @Test
    void an_object_is_read_with_its_escaped_key() throws Exception {
        store.put("predastore", "keys/ä b+c", "content".getBytes(StandardCharsets.UTF_8));
        assertThat(get("/predastore/keys/%C3%A4%20b%2Bc").body()).isEqualTo("content");
        Answer head = call(CREDENTIALS, REGION, "HEAD", "/predastore/keys/%C3%A4%20b%2Bc");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        "/nobucket, NoSuchBucket, The specified bucket does not exist",
        "/nobucket/key, NoSuchBucket, The specified bucket does not exist",
        "/predastore/nokey, NoSuchKey, The specified key does not exist",
    })
    void what_is_not_there_is_not_found(String target, String code, String message) throws Exception {
        refused(get(target), 404, code, message);
    }

    @Test
    void what_was_stored_is_read_listed_and_deleted_once() throws Exception {
        Answer stored = put("/predastore/lab/test.txt", Map.of(), "hello");
        assertThat(stored.status()).isEqualTo(200);
        assertThat(stored.header("Etag")).isEqualTo("d7cfa925aaa0e94e35ca751b2de8dc3e");
        Answer read = get("/predastore/lab/test.txt");
        assertThat(read.body()).isEqualTo("hello");
        assertThat(read.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(read.header("Etag")).isEqualTo("d7cfa925aaa0e94e35ca751b2de8dc3e");
        Answer head = call(CREDENTIALS, REGION, "HEAD", "/predastore/lab/test.txt");
        assertThat(head.header("Last-Modified")).isEqualTo("Mon, 01 Jan 0001 00:00:00 GMT");
        assertThat(head.body()).isEmpty();
        assertThat(delete("/predastore/lab/test.txt").status()).isEqualTo(204);
        refused(delete("/predastore/lab/test.txt"), 404, "NoSuchKey", "The specified key does not exist");
        refused(get("/predastore/lab/test.txt"), 404, "NoSuchKey", "The specified key does not exist");
        assertThat(store.keys("predastore", "")).isEmpty();
    }

    @Test
    void what_was_changed_on_its_way_is_not_stored() throws Exception {
        Map<String, String> headers = SignedRequests.sign(
                CREDENTIALS, "s3", REGION, Instant.now(), "PUT", "localhost:8443", "/predastore/x", Map.of(), "hello");
        Answer answer = Answer.parse(RawClient.exchange(
                server.address(), null, SignedRequests.text("PUT", "/predastore/x", headers, "hallo")));
        refused(answer, 403, "AccessDenied", "The request signature does not match");
        assertThat(store.keys("predastore", "")).isEmpty();
    }

    @Test
    void an_upload_in_chunks_with_a_checksum_after_them_is_stored_without_both() throws Exception {
        Answer stored = put(
                "/predastore/x",
                chunked(),
                "5\r\nhello\r\n7;a=b\r\n, world\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
        assertThat(stored.status()).isEqualTo(200);
        assertThat(get("/predastore/x").body()).isEqualTo("hello, world");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "",
                "x\r\nhello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "4\r\nhello\r\n0\r\n\r\n",
                "ff\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello\r\n",
                "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n",
            })
    void an_upload_whose_chunks_are_damaged_is_not_stored(String body) throws Exception {
        refused(put("/predastore/x", chunked(), body), 500, "InternalError", ".+");
        assertThat(store.keys("predastore", "")).isEmpty();
    }

    @Test
    void the_chunks_of_http_alone_are_not_those_of_the_upload() throws Exception {
        refused(put("/predastore/x", chunked(), "hello"), 500, "InternalError", "failed to read chunk header: EOF");
    }

    private static Map<String, String> chunked() {
        return Map.of("Content-Encoding", "aws-chunked", "x-amz-decoded-content-length", "5");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-2, 206, abc, bytes 0-2/10",
        "bytes=7-, 206, hij, bytes 7-9/10",
        "bytes=8-99, 206, ij, bytes 8-9/10",
        "bytes=-3, 206, hij, bytes 7-9/10",
        "bytes=-99, 206, abcdefghij, bytes 0-9/10",
        "bytes=9-9, 206, j, bytes 9-9/10",
        "bytes=-, 200, abcdefghij, ''",
        "lines=1-2, 200, abcdefghij, ''",
    })
    void a_range_is_read(String range, int status, String content, String contentRange) throws Exception {
        store.put("predastore", "x", "abcdefghij".getBytes(StandardCharsets.UTF_8));
        Answer answer = call(CREDENTIALS, REGION, "GET", "/predastore/x", Map.of("Range", range), "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(content);
        assertThat(answer.header("Content-Range")).isEqualTo(contentRange);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=5-4", "bytes=-0"})
    void a_range_that_holds_nothing_is_refused(String range) throws Exception {
        store.put("predastore", "x", "abcdefghij".getBytes(StandardCharsets.UTF_8));
        refused(
                call(CREDENTIALS, REGION, "GET", "/predastore/x", Map.of("Range", range), ""),
                416,
                "InvalidRange",
                ".+");
    }

    @Test
    void a_bucket_is_made_used_and_removed_when_it_is_empty() throws Exception {
        Answer made = put(
                "/newbucket",
                Map.of(),
                "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>"
                        + "eu-1</LocationConstraint></CreateBucketConfiguration>");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.header("Location")).isEqualTo("http://newbucket.s3.eu-1.amazonaws.com/");
        assertThat(put("/newbucket", Map.of(), "").header("Location"))
                .isEqualTo("http://newbucket.s3.ap-southeast-2.amazonaws.com/");
        put("/newbucket/x", Map.of(), "1");
        assertThat(get("/").body())
                .contains(
                        "<DisplayName>AKIAEXAMPLE</DisplayName>", "<Name>newbucket</Name>", "<Name>predastore</Name>");
        assertThat(call(CREDENTIALS, REGION, "HEAD", "/newbucket").header("X-Amz-Bucket-Region"))
                .isEqualTo(REGION);
        refused(delete("/newbucket"), 409, "BucketNotEmpty", ".+");
        refused(delete("/predastore"), 409, "BucketNotEmpty", ".+");
        delete("/newbucket/x");
        assertThat(delete("/newbucket").status()).isEqualTo(204);
        refused(delete("/newbucket"), 404, "NoSuchBucket", ".+");
        assertThat(call(CREDENTIALS, REGION, "HEAD", "/newbucket").status()).isEqualTo(404);
        refused(put("/newbucket/x", Map.of(), "1"), 404, "NoSuchBucket", ".+");
    }

    @Test
    void where_a_bucket_is_is_answered_by_a_list_as_in_a_real_one() throws Exception {
        store.put("predastore", "x", "1".getBytes(StandardCharsets.UTF_8));
        assertThat(get("/predastore?location").body())
                .contains("<ListBucketResult><Name>predastore</Name>", "<Key>x</Key>");
    }

    @Test
    void a_list_has_all_keys_at_once() throws Exception {
        for (int i = 0; i < 1500; i++) {
            store.put("predastore", "k/%04d".formatted(i), new byte[0]);
        }
        assertThat(get("/predastore?list-type=2&prefix=k%2F").body())
                .contains("<KeyCount>1500</KeyCount>", "<IsTruncated>false</IsTruncated>", "<Key>k/1499</Key>");
    }

    @Test
    void what_it_does_not_do_it_says() throws Exception {
        refused(call(CREDENTIALS, REGION, "POST", "/predastore/x"), 501, "NotImplemented", ".+");
        refused(get("/predastore/x?uploads"), 501, "NotImplemented", ".+");
        refused(call(CREDENTIALS, REGION, "POST", "/predastore"), 501, "NotImplemented", ".+");
        assertThat(store.keys("predastore", "")).isEmpty();
    }

    @Test
    void a_browser_may_ask_without_a_signature() throws Exception {
        Answer answer = RawClient.send(server.address(), null, "OPTIONS", "/predastore/x", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PUT");
    }

    @Test
    void while_a_node_is_away_objects_are_listed_and_read_slowly_and_none_is_stored() throws Exception {
        put("/predastore/old", Map.of(), "1");
        shards.complete = false;
        assertThat(get("/predastore?list-type=2").body()).contains("<Key>old</Key>");
        assertThat(shards.waited).isEmpty();
        assertThat(get("/predastore/old").body()).isEqualTo("1");
        refused(get("/predastore/new"), 404, "NoSuchKey", ".+");
        refused(put("/predastore/new", Map.of(), "1"), 500, "InternalError", "timeout: no recent network activity");
        assertThat(shards.waited).containsExactly(Duration.ofSeconds(25), Duration.ofSeconds(10));
        refused(get("/predastore/new"), 404, "NoSuchKey", ".+");
        shards.complete = true;
        assertThat(put("/predastore/new", Map.of(), "2").status()).isEqualTo(200);
        assertThat(get("/predastore/old").body()).isEqualTo("1");
    }

    @Test
    void an_object_whose_overwriting_failed_stays_unreadable_until_it_is_stored_again() throws Exception {
        put("/predastore/x", Map.of(), "1");
        shards.complete = false;
        put("/predastore/x", Map.of(), "2");
        shards.complete = true;
        refused(get("/predastore/x"), 500, "InternalError", ".+");
        assertThat(store.get("predastore", "x")).isEmpty();
        put("/predastore/x", Map.of(), "3");
        assertThat(get("/predastore/x").body()).isEqualTo("3");
    }
}
