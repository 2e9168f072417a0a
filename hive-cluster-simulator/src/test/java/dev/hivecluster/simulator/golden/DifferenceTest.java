package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.http.RawClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final String STATE = """
            HTTP/1.1 200 OK\r
            Date: Mon, 23 Nov 2026 14:26:31 GMT\r
            Content-Type: application/octet-stream\r
            Vary: Origin\r
            \r
            <StopInstancesResponse><instancesSet><item><currentState><code>64</code><name>stopping</name></currentState>\
            <launchTime>2026-11-23T14:23:14.962Z</launchTime><instanceId>i-4d5baf5783ff5b27e</instanceId></item>\
            </instancesSet></StopInstancesResponse>""";

    private static final String ERROR = """
            HTTP/1.1 400 Bad Request\r
            Date: Mon, 23 Nov 2026 14:26:31 GMT\r
            Content-Type: application/xml\r
            \r
            <Response><Errors><Error><Code>VolumeInUse</Code><Message></Message></Error></Errors>\
            <RequestID>46fe190d-fd5a-463d-9dd9-e9afb404318b</RequestID></Response>""";

    private static final String JSON = """
            HTTP/1.1 200 OK\r
            Date: Mon, 23 Nov 2026 14:26:31 GMT\r
            \r
            {"VolumeName":"vol-1","SeqNum":17,"VolumeConfig":{"State":"in-use","IOPS":0,"AttachedAt":"2026-11-23T14:23:14Z"}}""";

    private static List<String> changed(String answer, String what, String into) {
        assertThat(answer).contains(what);
        return Difference.between(Answer.parse(answer), Answer.parse(answer.replace(what, into))).stream()
                .map(Difference::part)
                .toList();
    }

    @Test
    void an_answer_that_is_the_same_has_none() {
        assertThat(changed(STATE, STATE, STATE)).isEmpty();
        assertThat(changed(ERROR, ERROR, ERROR)).isEmpty();
        assertThat(changed(JSON, JSON, JSON)).isEmpty();
    }

    @Test
    void what_is_made_anew_each_time_is_none() {
        assertThat(changed(STATE, "2026-11-23T14:23:14.962Z", "2027-01-01T00:00:00.1Z"))
                .isEmpty();
        assertThat(changed(ERROR, "46fe190d", "01234567")).isEmpty();
        assertThat(changed(STATE, "14:26:31 GMT", "15:00:00 GMT")).isEmpty();
        assertThat(changed(STATE, "<code>64</code><name>stopping</name>", "<name>stopping</name>\n  <code>64</code>"))
                .isEmpty();
        assertThat(changed(JSON, "\"SeqNum\":17", "\"SeqNum\":18")).isEmpty();
    }

    @Test
    void an_element_that_is_dropped_or_added_is_seen() {
        assertThat(changed(STATE, "<code>64</code>", "")).containsExactly("body");
        assertThat(changed(STATE, "<code>64</code>", "<code>64</code><code>64</code>"))
                .containsExactly("body");
        assertThat(changed(STATE, "<code>64</code>", "<code/>")).containsExactly("body");
        assertThat(changed(ERROR, "<Message></Message>", "")).contains("body");
        assertThat(changed(JSON, ",\"IOPS\":0", "")).containsExactly("body");
    }

    @Test
    void another_state_is_seen() {
        assertThat(changed(STATE, "stopping", "stopped")).containsExactly("body");
        assertThat(changed(STATE, "<code>64<", "<code>80<")).containsExactly("body");
        assertThat(changed(JSON, "in-use", "available")).containsExactly("body");
    }

    @Test
    void another_id_is_seen() {
        assertThat(changed(STATE, "i-4d5baf5783ff5b27e", "i-00000000000000001")).containsExactly("body");
    }

    @Test
    void another_code_is_seen() {
        assertThat(changed(ERROR, "VolumeInUse", "VolumeInUs_")).containsExactly("body");
    }

    @Test
    void another_status_is_seen() {
        assertThat(changed(ERROR, "400 Bad Request", "409 Conflict")).containsExactly("status");
    }

    @Test
    void another_content_type_or_none_is_seen() {
        assertThat(changed(STATE, "octet-stream", "xml")).containsExactly("content-type");
        assertThat(changed(STATE, "Content-Type: application/octet-stream\r\n", ""))
                .containsExactly("content-type");
    }

    @Test
    void a_header_field_more_or_less_is_seen() {
        assertThat(changed(STATE, "Vary: Origin\r\n", "")).containsExactly("vary");
        assertThat(changed(STATE, "Vary: Origin\r\n", "Vary: Origin\r\nServer: x\r\n"))
                .containsExactly("server");
        assertThat(changed(STATE, "Mon, 23 Nov", "23 of Nov")).containsExactly("date");
    }

    @Test
    void a_time_or_an_id_of_another_form_is_seen() {
        assertThat(changed(STATE, "14:23:14.962Z", "14:23:14.962000+00:00")).containsExactly("body");
        assertThat(changed(ERROR, "46fe190d-", "46fe190d")).contains("body");
        assertThat(changed(JSON, "2026-11-23T14:23:14Z", "1.1.1970")).containsExactly("body");
    }

    @Test
    void another_root_or_no_xml_at_all_is_seen() {
        assertThat(changed(STATE, "StopInstancesResponse", "StartInstancesResponse"))
                .containsExactly("body");
        assertThat(changed(ERROR, ERROR.substring(ERROR.indexOf("<Response>")), ""))
                .contains("body");
    }

    @Test
    void an_error_that_is_laid_out_otherwise_is_seen() {
        assertThat(changed(ERROR, "<Errors>", "<Errors>\n  ")).containsExactly("length");
    }
}
