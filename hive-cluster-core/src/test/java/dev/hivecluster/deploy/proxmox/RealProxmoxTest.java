package dev.hivecluster.deploy.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.deploy.ServerLogins.ServerLogin;
import dev.hivecluster.deploy.proxmox.RealProxmox.Login;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.InvalidSettingException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealProxmoxTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PROXMOX_VE_ENDPOINT",
            "https://pve1.example.com:8006/",
            "PROXMOX_VE_API_TOKEN",
            "hive@pve!ci=from-environment");
    private static final ServerLogins SETTINGS_XML =
            id -> Optional.of(new ServerLogin("hive@pve!ci", "from-settings")).filter(login -> id.equals("lab"));

    @TempDir
    Path clusters;

    private static RealProxmox proxmox(Map<String, String> environment) {
        return new RealProxmox(SETTINGS_XML, name -> Optional.ofNullable(environment.get(name)));
    }

    private static ProxmoxSettings settings(String... namesAndValues) {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put("hive.proxmox." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return ProxmoxSettings.of(settings);
    }

    @Test
    void the_environment_says_who_we_are() throws Exception {
        assertThat(proxmox(ENVIRONMENT).given(settings()))
                .contains(new Login(
                        URI.create("https://pve1.example.com:8006/"),
                        "hive@pve!ci=from-environment",
                        Optional.empty()));
    }

    @Test
    void a_server_of_settings_xml_and_a_url_of_their_own_win_over_the_environment() throws Exception {
        assertThat(proxmox(ENVIRONMENT).given(settings("server", "lab", "endpoint", "https://lab:8006/")))
                .contains(new Login(URI.create("https://lab:8006/"), "hive@pve!ci=from-settings", Optional.empty()));
    }

    @Test
    void a_server_that_settings_xml_does_not_have_is_named() {
        assertThatThrownBy(() -> proxmox(ENVIRONMENT).require(settings("server", "home")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("settings.xml has no server home")
                .hasMessageContaining("hive.proxmox.server");
    }

    @Test
    void without_either_nothing_begins_and_the_message_says_what_to_set() {
        assertThatThrownBy(() -> proxmox(Map.of()).require(settings()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("PROXMOX_VE_ENDPOINT")
                .hasMessageContaining("PROXMOX_VE_API_TOKEN")
                .hasMessageContaining("hive.proxmox.server")
                .hasMessageContaining("docs/proxmox.md");
        assertThatCode(() -> proxmox(ENVIRONMENT).require(settings())).doesNotThrowAnyException();
    }

    @Test
    void a_process_without_either_finds_what_the_one_before_noted_for_its_owner_alone() throws Exception {
        ClusterDirectory directory = new ClusterDirectory(clusters, new ClusterName("demo"));
        Login noted = proxmox(ENVIRONMENT).note(settings(), directory);

        assertThat(proxmox(Map.of()).find(settings(), directory)).isEqualTo(noted);
        try (Stream<Path> files = Files.list(directory.deployer())) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void a_token_that_was_renewed_since_is_used() throws Exception {
        ClusterDirectory directory = new ClusterDirectory(clusters, new ClusterName("demo"));
        proxmox(ENVIRONMENT).note(settings(), directory);

        assertThat(proxmox(Map.of(
                                "PROXMOX_VE_ENDPOINT",
                                "https://pve1.example.com:8006/",
                                "PROXMOX_VE_API_TOKEN",
                                "hive@pve!ci=renewed"))
                        .find(settings(), directory)
                        .apiToken())
                .isEqualTo("hive@pve!ci=renewed");
    }

    @Test
    void without_anything_noted_the_message_says_what_to_set() {
        ClusterDirectory directory = new ClusterDirectory(clusters, new ClusterName("demo"));

        assertThatThrownBy(() -> proxmox(Map.of()).find(settings(), directory))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("PROXMOX_VE_API_TOKEN");
    }

    @Test
    void an_endpoint_without_tls_is_refused() {
        assertThatThrownBy(() -> settings("endpoint", "http://pve1:8006/"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("with https");
        assertThatThrownBy(() -> proxmox(Map.of("PROXMOX_VE_ENDPOINT", "pve1")).given(settings()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("PROXMOX_VE_ENDPOINT");
    }

    @Test
    void a_login_shows_itself_without_the_token() throws Exception {
        assertThat(proxmox(ENVIRONMENT).given(settings())).asString().doesNotContain("from-environment");
    }
}
