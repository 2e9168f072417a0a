package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.hivecluster.model.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TofuSettingsTest {
    @TempDir
    Path directory;

    @Test
    void without_any_everything_has_a_default() {
        TofuSettings settings = of(Map.of());

        assertThat(settings.binary()).isEmpty();
        assertThat(settings.variables()).isEmpty();
        assertThat(settings.variablesFile()).isEmpty();
        assertThat(settings.retry().count()).isEqualTo(2);
    }

    @Test
    void variables_are_json_if_they_look_it_and_else_strings_so_that_versions_keep_their_zeros() {
        assertThat(of(Map.of(
                                "hive.tofu.vars.hosts", "[{\"name\": \"pve1\", \"weight\": 2}]",
                                "hive.tofu.vars.image", "1.10",
                                "hive.tofu.vars.quoted", "\"a b\"",
                                "hive.tofu.vars.odd", "[not json",
                                "hive.proxmox.node", "x"))
                        .variables())
                .containsExactly(
                        entry("hosts", List.of(Map.of("name", "pve1", "weight", 2))),
                        entry("image", "1.10"),
                        entry("odd", "[not json"),
                        entry("quoted", "a b"));
    }

    @ParameterizedTest
    @CsvSource({"on,,2", "off,5,0", ",5,5", ",0,0"})
    void retries_are_on_or_off_and_counted(String retry, String count, int expected) {
        Map<String, String> settings = new HashMap<>();
        if (retry != null) {
            settings.put("hive.tofu.retry", retry);
        }
        if (count != null) {
            settings.put("hive.tofu.retry.count", count);
        }

        assertThat(of(settings).retry().count()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "hive.tofu.retry,maybe,on or off",
        "hive.tofu.retry.count,11,a whole number from 0 to 10",
        "hive.tofu.retry.pattern,a(,a regular expression",
        "hive.tofu.varsFile,/nowhere/my.tfvars,a file of variables that exists",
        "hive.tofu.vars.a b,x,the name of a variable",
        "hive.tofu.vars.node_count,5,hive.nodes instead",
        "hive.tofu.varfile,x,known are hive.tofu.binary",
    })
    void what_cannot_be_used_is_refused_with_what_could(String property, String value, String expected) {
        assertThatThrownBy(() -> of(Map.of(property, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(property)
                .hasMessageContaining(expected);
    }

    @Test
    void a_file_of_variables_is_found_from_here() throws Exception {
        Path file = Files.writeString(directory.resolve("my.tfvars"), "");

        assertThat(of(Map.of("hive.tofu.varsFile", file.toString())).variablesFile())
                .contains(file);
    }

    private static TofuSettings of(Map<String, String> settings) {
        return TofuSettings.of(TofuFixture.spec(1, settings));
    }
}
