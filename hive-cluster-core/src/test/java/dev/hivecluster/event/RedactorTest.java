package dev.hivecluster.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String SECRET = "k7MDENGbPxRfiCY+wJalr/XUtnFEMIEXAMPLEKEY";

    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "   Secret Key: " + SECRET,
                "   Secret Key: \u001B[33m" + SECRET + "\u001B[0m",
                "\u001B[1mSecret Access Key\u001B[0m: " + SECRET,
                "Secret Access Key:   " + SECRET,
                "aws_secret_access_key = " + SECRET,
                "AWS_SECRET_ACCESS_KEY=" + SECRET,
                "export AWS_SECRET_ACCESS_KEY='" + SECRET + "'",
                "secretkey = \"" + SECRET + "\"",
                "{\"access_key\":\"AKIA0\",\"secret_key\":\"" + SECRET + "\",\"region\":\"r\"}",
                "{\"admin_secret_key\": \"" + SECRET + "\"}",
                "{\"master_key\":\"" + SECRET + "\"}",
                "{\"secret_key\":\"quote \\\" and comma, " + SECRET + "\"}",
                "#  token: \"" + SECRET + "\"",
                "nats_token=" + SECRET,
                "hive --access-key AKIA0 --secret-key " + SECRET + " get nodes",
                "hive --secret-key=" + SECRET + " get nodes",
                "hive --nats-token '" + SECRET + "' get nodes",
                "password: " + SECRET,
                "Authorization: Bearer " + SECRET
            })
    void a_secret_behind_a_known_label_is_masked(String text) {
        assertThat(redactor.redact(text)).doesNotContain("wJalr").contains("<redacted>");
    }

    @Test
    void what_stands_around_a_secret_stays() {
        assertThat(redactor.redact("{\"access_key\":\"AKIA0\",\"secret_key\":\"abcdef\",\"region\":\"r\"}"))
                .isEqualTo("{\"access_key\":\"AKIA0\",\"secret_key\":\"<redacted>\",\"region\":\"r\"}");
        assertThat(redactor.redact("hive --secret-key abcdef get nodes"))
                .isEqualTo("hive --secret-key <redacted> get nodes");
        assertThat(redactor.redact("   Access Key: AKIA3YX7XJC403LRL042"))
                .isEqualTo("   Access Key: AKIA3YX7XJC403LRL042");
        assertThat(redactor.redact("the token is fine")).isEqualTo("the token is fine");
        assertThat(redactor.redact("CA Key: /home/tf-user/node1/config/ca.key")).contains("ca.key");
    }

    @Test
    void a_nats_token_is_known_by_its_form() {
        assertThat(redactor.redact("connected with nats_" + "aZ09".repeat(8) + "!"))
                .isEqualTo("connected with <redacted>!");
    }

    @Test
    void a_hidden_secret_is_masked_wherever_it_stands_also_in_an_address() {
        redactor.hide(SECRET);

        assertThat(redactor.redact("x" + SECRET + "y")).isEqualTo("x<redacted>y");
        assertThat(redactor.redact("https://h/?s=k7MDENGbPxRfiCY%2BwJalr%2FXUtnFEMIEXAMPLEKEY&x=1"))
                .isEqualTo("https://h/?s=<redacted>&x=1");
    }

    @Test
    void a_secret_that_is_part_of_another_does_not_uncover_the_rest_of_it() {
        redactor.hide("abcdef");
        redactor.hide("abcdefghijkl");

        assertThat(redactor.redact("abcdefghijkl abcdef")).isEqualTo("<redacted> <redacted>");
    }

    @Test
    void a_secret_of_several_lines_is_masked_line_by_line() {
        redactor.hide("first line\n  second line\n");

        assertThat(redactor.redact("second line")).isEqualTo("<redacted>");
        assertThat(redactor.redact("first line")).isEqualTo("<redacted>");
    }

    @Test
    void what_is_too_short_to_be_a_secret_would_mask_common_words_and_is_not_hidden() {
        redactor.hide("");
        redactor.hide("hive");

        assertThat(redactor.redact("hive-1 is up")).isEqualTo("hive-1 is up");
    }

    @Test
    void a_private_key_is_masked_also_as_part_of_a_json_document_or_cut_off() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----\n";

        assertThat(redactor.redact("before " + key + "after")).isEqualTo("before <redacted>\nafter");
        assertThat(redactor.redact("{\"ca_key\":\"" + key.replace("\n", "\\n") + "\",\"x\":1}"))
                .isEqualTo("{\"ca_key\":\"<redacted>\\n\",\"x\":1}");
        assertThat(redactor.redact("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn"))
                .isEqualTo("<redacted>");
        assertThat(redactor.redact("-----BEGIN CERTIFICATE-----")).isEqualTo("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void a_private_key_that_comes_line_by_line_is_masked_and_what_follows_is_shown() {
        OutputRedactor output = new OutputRedactor(redactor::redact);
        List<String> shown = new ArrayList<>();

        List.of(
                        "$ cat key",
                        "-----BEGIN PRIVATE KEY-----",
                        "MIIEvQIBADANBgkqhkiG9w0",
                        "-----END PRIVATE KEY----- password: abcdef",
                        "done")
                .forEach(line -> shown.add(output.redact(line)));

        assertThat(shown)
                .containsExactly("$ cat key", "<redacted>", "<redacted>", "<redacted> password: <redacted>", "done");
    }

    @Test
    void two_private_keys_in_one_line_leave_the_next_line_alone() {
        OutputRedactor output = new OutputRedactor(redactor::redact);
        String key = "-----BEGIN PRIVATE KEY-----MII-----END PRIVATE KEY-----";

        assertThat(output.redact(key + key)).isEqualTo("<redacted><redacted>");
        assertThat(output.redact("next")).isEqualTo("next");
    }

    @Test
    void a_huge_text_is_no_trouble() {
        String spaces = " ".repeat(200_000);

        assertThat(redactor.redact("password:" + spaces + "x\u001B[0m".repeat(10_000)))
                .contains("<redacted>");
        assertThat(redactor.redact("\"secret_key\":\"" + "\\\\x".repeat(100_000) + "\""))
                .contains("<redacted>");
        assertThat(redactor.redact("-----BEGIN PRIVATE KEY-----" + spaces)).isEqualTo("<redacted>");
    }
}
