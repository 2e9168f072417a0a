package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TofuBinaryTest {
    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void the_setting_is_stronger_than_the_environment_and_that_than_the_path() throws Exception {
        says("path/tofu", "OpenTofu v1.8.0");
        Path byVariable = says("variable", "OpenTofu v1.9.0");
        Path bySetting = says("setting", "Terraform v1.11.4\non linux_amd64");
        environment.put("PATH", directory.resolve("path").toString());

        assertThat(find(Optional.empty()).version()).isEqualTo("1.8.0");
        environment.put("HIVE_TOFU", byVariable.toString());
        assertThat(find(Optional.empty()).version()).isEqualTo("1.9.0");
        assertThat(find(Optional.of(bySetting.toString()))).hasToString("Terraform 1.11.4 (%s)".formatted(bySetting));
    }

    @Test
    void tofu_is_preferred_to_terraform_and_terraform_is_taken_where_it_is_alone() throws Exception {
        Path tofu = says("path/tofu", "OpenTofu v1.10.10-dev");
        says("path/terraform", "Terraform v1.11.4");
        environment.put("PATH", "relative::" + directory.resolve("path"));

        assertThat(find(Optional.empty())).isEqualTo(new TofuBinary(tofu, "OpenTofu", "1.10.10-dev"));
        Files.delete(tofu);
        assertThat(find(Optional.empty()).product()).isEqualTo("Terraform");
    }

    @Test
    void a_program_is_asked_once_until_it_changes() throws Exception {
        Path asked = directory.resolve("asked");
        Path tofu =
                ScriptedTofu.write(directory.resolve("tofu"), "echo x >>%s; echo 'OpenTofu v1.8.0'".formatted(asked));
        find(Optional.of(tofu.toString()));
        find(Optional.of(tofu.toString()));
        assertThat(asked).content().hasLineCount(1);

        Files.delete(tofu);
        says("tofu", "OpenTofu v1.10.10");
        assertThat(find(Optional.of(tofu.toString())).version()).isEqualTo("1.10.10");
    }

    @Test
    void where_there_is_none_the_message_says_how_to_get_it() {
        assertThatThrownBy(() -> find(Optional.empty()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("neither tofu nor terraform is on the PATH")
                .hasMessageContaining("https://opentofu.org/docs/intro/install/")
                .hasMessageContaining("-Dhive.tofu.binary=");
    }

    @Test
    void a_named_program_that_is_none_is_an_error_even_if_another_is_on_the_path() throws Exception {
        says("path/tofu", "OpenTofu v1.8.0");
        environment.put("PATH", directory.resolve("path").toString());
        environment.put("HIVE_TOFU", directory.resolve("gone").toString());

        assertThatThrownBy(() -> find(Optional.empty()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("HIVE_TOFU names " + directory.resolve("gone"));
        assertThatThrownBy(() -> find(Optional.of("tofuu")))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("hive.tofu.binary names tofuu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Terraform v1.5.7", "OpenTofu v1.5.9-alpha", "Terraform v0.15.5"})
    void one_that_is_too_old_is_refused_with_the_reason(String version) throws Exception {
        Path old = says("old", version);

        assertThatThrownBy(() -> find(Optional.of(old.toString())))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("%s is %s, but 1.6 or newer is needed".formatted(old, version.replace(" v", " ")))
                .hasMessageContaining("install OpenTofu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.6.0", "1.12.6", "2.0.0-rc1"})
    void everything_newer_is_taken(String version) throws Exception {
        assertThat(find(Optional.of(says("new", "OpenTofu v" + version).toString()))
                        .version())
                .isEqualTo(version);
    }

    @Test
    void a_program_that_is_something_else_is_refused_with_what_it_says() throws Exception {
        Path cat = says("cat", "meow");

        assertThatThrownBy(() -> find(Optional.of(cat.toString())))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("%s is neither OpenTofu nor Terraform".formatted(cat))
                .hasMessageContaining("\"meow\"");
    }

    private Path says(String name, String text) throws IOException {
        return ScriptedTofu.write(directory.resolve(name), "printf '%s\\n' '" + text + "'");
    }

    private TofuBinary find(Optional<String> setting) throws Exception {
        return TofuBinary.find(setting, new TofuHost(environment, directory, Duration.ofSeconds(1)));
    }
}
