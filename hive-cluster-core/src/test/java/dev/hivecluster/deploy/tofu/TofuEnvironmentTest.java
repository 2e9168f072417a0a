package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TofuEnvironmentTest {
    @TempDir
    Path directory;

    private Path home;
    private TofuFiles files;
    private final Map<String, String> users = new HashMap<>();

    @BeforeEach
    void name_the_places() throws Exception {
        home = Files.createDirectories(directory.resolve("home"));
        files = new TofuFiles(directory.resolve("deployer"), directory.resolve("terraform.tfstate"));
    }

    @Test
    void what_would_change_the_meaning_of_our_commands_is_taken_out_and_the_rest_stays() {
        users.putAll(Map.of(
                "TF_WORKSPACE", "other",
                "TF_CLI_ARGS_apply", "-destroy",
                "TF_CLI_ARGS", "-lock=false",
                "TF_VAR_node_count", "9",
                "TF_DATA_DIR", "/elsewhere",
                "TF_VAR_own", "kept",
                "TF_LOG", "debug",
                "PROXMOX_VE_ENDPOINT", "https://pve:8006"));

        Map<String, String> environment = of().variables();

        assertThat(environment)
                .doesNotContainKeys("TF_WORKSPACE", "TF_CLI_ARGS_apply", "TF_CLI_ARGS", "TF_VAR_node_count")
                .containsEntry("TF_VAR_own", "kept")
                .containsEntry("TF_LOG", "debug")
                .containsEntry("PROXMOX_VE_ENDPOINT", "https://pve:8006")
                .containsEntry("TF_DATA_DIR", files.data().toString())
                .containsEntry("HOME", files.home().toString())
                .containsEntry("TF_IN_AUTOMATION", "1")
                .containsEntry("TF_INPUT", "0")
                .containsEntry("CHECKPOINT_DISABLE", "1");
    }

    @Test
    void access_to_the_backend_is_only_for_commands_that_need_it() {
        TofuEnvironment environment = of();

        assertThat(environment.variables()).doesNotContainKey("API_TOKEN");
        assertThat(environment.with(Map.of("API_TOKEN", "x"))).containsEntry("API_TOKEN", "x");
    }

    @Test
    void providers_are_shared_by_all_clusters_of_a_user() {
        assertThat(of().variables())
                .containsEntry(
                        "TF_PLUGIN_CACHE_DIR",
                        home.resolve(".cache/hive-cluster/tofu-plugins").toString());
        assertThat(of().cache()).isPresent();
    }

    @Test
    void a_cache_or_mirror_of_the_users_own_is_left_alone() throws Exception {
        users.put("TF_PLUGIN_CACHE_DIR", "/own");
        assertThat(of().variables()).containsEntry("TF_PLUGIN_CACHE_DIR", "/own");
        assertThat(of().cache()).isEmpty();

        users.clear();
        Files.writeString(home.resolve(".terraformrc"), "plugin_cache_dir = \"/own\"\n");
        assertThat(of().cache()).isEmpty();

        Path configuration = Files.writeString(
                directory.resolve("rc"), "provider_installation {\n  filesystem_mirror { path = \"/m\" }\n}\n");
        Files.delete(home.resolve(".terraformrc"));
        users.put("TF_CLI_CONFIG_FILE", configuration.toString());
        assertThat(of().cache()).isEmpty();
        users.put("TF_CLI_CONFIG_FILE", directory.resolve("gone").toString());
        assertThat(of().cache()).isPresent();
    }

    @Test
    void secrets_are_told_from_what_may_be_shown_by_their_names() {
        assertThat(TofuEnvironment.secrets(Map.of(
                        "PROXMOX_VE_API_TOKEN", "a",
                        "OS_PASSWORD", "b",
                        "SSL_CERT_FILE", "c",
                        "PROXMOX_VE_ENDPOINT", "d",
                        "SSH_PRIVATE_KEY_PATH", "e")))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void the_home_of_tofu_has_the_users_things_but_known_hosts_of_its_own() throws Exception {
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/known_hosts"), "pve1 ssh-ed25519 AAAA\n");
        Files.writeString(home.resolve(".ssh/id_rsa"), "key");
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), "aws");
        Files.writeString(home.resolve(".bash_history"), "no business of tofu");

        TofuHome.make(home, files.home(), Optional.empty());
        Files.writeString(files.home().resolve(".ssh/known_hosts"), "a provider wrote this\n");

        assertThat(home.resolve(".ssh/known_hosts")).hasContent("pve1 ssh-ed25519 AAAA");
        assertThat(files.home().resolve(".ssh/id_rsa")).hasContent("key");
        assertThat(files.home().resolve(".aws/credentials")).hasContent("aws");
        assertThat(files.home().resolve(".bash_history")).doesNotExist();

        TofuHome.make(home, files.home(), Optional.empty());
        assertThat(files.home().resolve(".ssh/known_hosts")).hasContent("pve1 ssh-ed25519 AAAA");
        assertThat(home.resolve(".aws/credentials")).hasContent("aws");
    }

    @Test
    void host_keys_of_the_backend_are_known_beside_those_that_the_user_knows() throws Exception {
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/known_hosts"), "mine ssh-ed25519 AAAA");
        Path backends = Files.writeString(home.resolve("backend"), "pve1 ssh-ed25519 BBBB\n");

        TofuHome.make(home, files.home(), Optional.of(backends));

        assertThat(files.home().resolve(".ssh/known_hosts")).hasContent("mine ssh-ed25519 AAAA\npve1 ssh-ed25519 BBBB");
    }

    @Test
    void a_directory_for_temporary_files_of_its_own_must_not_be_too_deep_for_a_socket() {
        TofuHost host = new TofuHost(Map.of("TMPDIR", "/users"), home, Duration.ofSeconds(1));
        TofuFiles near = new TofuFiles(Path.of("/w/clusters/demo/deployer"), Path.of("/w/state"));
        TofuFiles deep = new TofuFiles(Path.of("/" + "w".repeat(90)), Path.of("/w/state"));

        assertThat(TofuEnvironment.of(host, near).variables()).containsEntry("TMPDIR", "/w/clusters/demo/deployer/tmp");
        assertThat(TofuEnvironment.of(host, deep).variables()).containsEntry("TMPDIR", "/users");
    }

    private TofuEnvironment of() {
        return TofuEnvironment.of(new TofuHost(users, home, Duration.ofSeconds(1)), files);
    }
}
