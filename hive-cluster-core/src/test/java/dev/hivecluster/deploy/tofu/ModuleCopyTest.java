package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleCopyTest {
    private static final String INVENTORY = "output \"inventory\" {\n  value = 1\n}\n";

    @TempDir
    Path directory;

    private Path source;
    private ModuleCopy copy;

    @BeforeEach
    void name_the_places() throws Exception {
        source = Files.createDirectories(directory.resolve("source"));
        copy = new ModuleCopy(directory.resolve("copy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxmox", "libvirt"})
    void the_modules_of_the_plugin_come_with_it(String name) throws Exception {
        copy.refresh(new TofuModule.Bundled(name));

        assertThat(copy.directory().resolve("main.tf")).isNotEmptyFile();
        assertThat(copy.variables()).contains("cluster_name", "cluster_id", "cluster_tag", "node_count", "host_keys");
        assertThat(copy.directory().resolve("tests")).doesNotExist();
    }

    @Test
    void a_refreshed_copy_is_as_the_module_is_now_but_keeps_what_tofu_noted() throws Exception {
        write("main.tf", INVENTORY);
        write("old.tf", "");
        write("files/cloud-init.yaml", "#cloud-config");
        refresh();
        Files.writeString(copy.directory().resolve(".terraform.lock.hcl"), "lock");
        Files.writeString(copy.directory().resolve("errored.tfstate"), "state");
        Files.delete(source.resolve("old.tf"));

        refresh();

        assertThat(copy.directory().resolve("old.tf")).doesNotExist();
        assertThat(copy.directory().resolve("files/cloud-init.yaml")).hasContent("#cloud-config");
        assertThat(copy.directory().resolve(".terraform.lock.hcl")).hasContent("lock");
        assertThat(copy.directory().resolve("errored.tfstate")).hasContent("state");
    }

    @Test
    void what_the_users_own_tofu_left_there_is_not_taken_along() throws Exception {
        write("main.tf", INVENTORY);
        write("terraform.tfstate", "the user's");
        write("terraform.tfstate.backup", "the user's");
        write(".terraform/providers/x", "");
        write(".git/HEAD", "");
        write(".terraform.lock.hcl", "pinned");

        refresh();

        try (var files = Files.list(copy.directory())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("main.tf", ".terraform.lock.hcl");
        }
    }

    @Test
    void its_variables_are_those_it_declares() throws Exception {
        write("main.tf", INVENTORY + "# variable \"commented\" {\nvariable \"one\" {}\n  variable two {\n}\n");
        write("more.tf.json", "{\"variable\": {\"three\": {\"type\": \"string\"}}}");

        refresh();

        assertThat(copy.variables()).contains("one", "two", "three").doesNotContain("commented");
    }

    @ParameterizedTest
    @ValueSource(strings = {"terraform {\n  backend \"s3\" {\n  }\n}\n", "terraform {\n  cloud {\n  }\n}\n"})
    void a_state_elsewhere_is_overridden_since_each_cluster_has_its_own(String settings) throws Exception {
        write("main.tf", settings + INVENTORY);

        refresh();

        assertThat(copy.directory().resolve("hive_cluster_override.tf"))
                .content()
                .contains("backend \"local\" {}");
    }

    @Test
    void a_directory_without_a_module_is_an_error() throws Exception {
        write("README.md", "nothing");

        assertThatThrownBy(this::refresh)
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("hive.tofu.module names %s, which holds no module".formatted(source));
    }

    @Test
    void a_module_without_an_inventory_is_an_error_that_tells_its_form() throws Exception {
        write("main.tf", "output \"ips\" {\n  value = 1\n}\n");

        assertThatThrownBy(this::refresh)
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("the module %s has no output \"inventory\"".formatted(source))
                .hasMessageContaining("ssh_key_path");
    }

    @Test
    void a_module_that_reaches_outside_of_its_directory_is_an_error() throws Exception {
        write("main.tf", INVENTORY + "module \"vm\" {\n  source = \"../vm\"\n}\n");

        assertThatThrownBy(this::refresh)
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("uses ../vm, which is outside");
    }

    private void refresh() throws DeployException {
        copy.refresh(new TofuModule.OfUser(source));
    }

    private void write(String file, String content) throws IOException {
        Path path = source.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, content);
    }
}
