package dev.hivecluster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {
    private static final ClusterSpec RECORDED = new ClusterSpec(
            new ClusterName("demo"),
            5,
            "proxmox",
            new MachineSize(8, 16384, 64),
            Optional.of("debian-13"),
            "eu-west-1",
            "eu-west-1b",
            Map.of("hive.proxmox.node", "pve1", "hive.proxmox.pool", "fast"));

    @Test
    void what_is_not_given_is_the_default() {
        assertThat(resolve(Map.of()))
                .isEqualTo(new ClusterSpec(
                        new ClusterName("hive-e2e"),
                        3,
                        "simulated",
                        new MachineSize(4, 8192, 32),
                        Optional.empty(),
                        "ap-southeast-2",
                        "ap-southeast-2a",
                        Map.of()));
    }

    @Test
    void what_is_given_is_taken() {
        ClusterSpec spec = resolve(Map.of(
                "hive.cluster", "demo",
                "hive.nodes", "10",
                "hive.cpuCores", "2",
                "hive.memoryMb", "512",
                "hive.diskSizeGb", "65536",
                "hive.osImage", "ubuntu",
                "hive.region", "eu-west-1",
                "hive.az", "eu-west-1b",
                "hive.simulated.bootTime", "1s"));

        assertThat(spec)
                .isEqualTo(new ClusterSpec(
                        new ClusterName("demo"),
                        10,
                        "simulated",
                        new MachineSize(2, 512, 65536),
                        Optional.of("ubuntu"),
                        "eu-west-1",
                        "eu-west-1b",
                        Map.of("hive.simulated.bootTime", "1s")));
    }

    @Test
    void what_is_not_given_stays_as_it_was_recorded() {
        ClusterSettings settings = ClusterSettings.of(Map.of("hive.cluster", "demo"));
        String deployer = settings.deployer(Optional.of(RECORDED));

        assertThat(settings.resolve(Optional.of(RECORDED), deployer, Set.of("hive.proxmox.")))
                .isEqualTo(RECORDED);
    }

    @Test
    void what_is_given_is_taken_instead_of_what_was_recorded() {
        ClusterSettings settings =
                ClusterSettings.of(Map.of("hive.cluster", "demo", "hive.nodes", "3", "hive.proxmox.pool", "slow"));

        ClusterSpec spec = settings.resolve(Optional.of(RECORDED), "proxmox", Set.of("hive.proxmox."));

        assertThat(spec.nodes()).isEqualTo(3);
        assertThat(spec.machine()).isEqualTo(RECORDED.machine());
        assertThat(spec.deployerSettings())
                .containsExactly(entry("hive.proxmox.node", "pve1"), entry("hive.proxmox.pool", "slow"));
    }

    @Test
    void settings_of_a_deployer_may_begin_in_several_ways() {
        ClusterSettings settings = ClusterSettings.of(Map.of(
                "hive.proxmox.node",
                "pve1",
                "hive.tofu.binary",
                "/opt/tofu",
                "hive.toful",
                "no",
                "hive.libvirt.uri",
                "no"));

        ClusterSpec spec = settings.resolve(Optional.empty(), "proxmox", Set.of("hive.proxmox.", "hive.tofu."));

        assertThat(spec.deployerSettings())
                .containsExactly(entry("hive.proxmox.node", "pve1"), entry("hive.tofu.binary", "/opt/tofu"));
    }

    @Test
    void another_deployer_takes_over_neither_the_settings_nor_the_image_of_the_recorded_one() {
        ClusterSettings settings = ClusterSettings.of(Map.of("hive.cluster", "demo", "hive.deployer", "libvirt"));

        ClusterSpec spec = settings.resolve(Optional.of(RECORDED), "libvirt", Set.of("hive.libvirt."));

        assertThat(settings.deployer(Optional.of(RECORDED))).isEqualTo("libvirt");
        assertThat(spec.osImage()).isEmpty();
        assertThat(spec.deployerSettings()).isEmpty();
        assertThat(spec.region()).isEqualTo("eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "11",
                "-1",
                "three",
                "3.5",
                "99999999999999999999",
                "2147483648",
                "",
                " 3",
                "3\n",
                "0x3",
                "１"
            })
    void a_number_of_nodes_that_cannot_be_is_refused(String nodes) {
        assertThatThrownBy(() -> resolve(Map.of("hive.nodes", nodes)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("hive.nodes is \"%s\"; expected a whole number from 1 to 10, such as -Dhive.nodes=3"
                        .formatted(nodes.replace("\n", "\\u000a")));
    }

    @Test
    void a_number_with_a_million_digits_is_refused_at_once_and_shown_shortened() {
        assertThatThrownBy(() -> resolve(Map.of("hive.nodes", "9".repeat(1_000_000))))
                .hasMessageStartingWith("hive.nodes is \"" + "9".repeat(80) + "…\"; expected");
    }

    @ParameterizedTest
    @CsvSource({
        "hive.cpuCores,   0,       1 to 128,        4",
        "hive.cpuCores,   129,     1 to 128,        4",
        "hive.memoryMb,   511,     512 to 1048576,  8192",
        "hive.memoryMb,   8G,      512 to 1048576,  8192",
        "hive.diskSizeGb, 3,       4 to 65536,      32",
        "hive.diskSizeGb, 65537,   4 to 65536,      32"
    })
    void a_size_that_cannot_be_is_refused(String property, String given, String bounds, String example) {
        assertThatThrownBy(() -> resolve(Map.of(property, given)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("%s is \"%s\"; expected a whole number from %s, such as -D%s=%s"
                        .formatted(property, given, bounds, property, example))
                .extracting(e -> ((InvalidSettingException) e).property())
                .isEqualTo(property);
    }

    @Test
    void values_made_in_code_are_held_to_the_same_bounds() {
        assertThatThrownBy(() -> new MachineSize(0, 8192, 32))
                .hasMessage("hive.cpuCores is \"0\"; expected a whole number from 1 to 128, such as -Dhive.cpuCores=4");
        assertThatThrownBy(() -> new MachineSize(4, 100, 32)).hasMessageStartingWith("hive.memoryMb is \"100\"");
        assertThatThrownBy(() -> new MachineSize(4, 8192, 3)).hasMessageStartingWith("hive.diskSizeGb is \"3\"");
        assertThatThrownBy(() -> new ClusterSpec(
                        ClusterName.DEFAULT,
                        11,
                        "simulated",
                        MachineSize.DEFAULT,
                        Optional.empty(),
                        "r",
                        "z",
                        Map.of()))
                .hasMessageStartingWith("hive.nodes is \"11\"; expected a whole number from 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AP", "a_b", "a--b", "-a", "a-", "a b", "a;b", "a\n"})
    void a_region_or_zone_that_cannot_be_is_refused(String place) {
        assertThatThrownBy(() -> resolve(Map.of("hive.region", place)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("hive.region is \"")
                .hasMessageEndingWith(
                        "expected lower-case letters and digits, joined by single hyphens, such as -Dhive.region=ap-southeast-2");
        assertThatThrownBy(() -> resolve(Map.of("hive.az", place)))
                .hasMessageStartingWith("hive.az is \"")
                .hasMessageEndingWith("such as -Dhive.az=ap-southeast-2a");
    }

    @Test
    void other_properties_are_ignored_and_changes_from_outside_too() {
        Map<String, String> properties = new HashMap<>(Map.of("user.dir", "/", "hive.nodes", "2"));
        ClusterSettings settings = ClusterSettings.of(properties);
        properties.put("hive.nodes", "4");

        assertThat(settings.given("user.dir")).isEmpty();
        assertThat(settings.given("hive.nodes")).contains("2");
    }

    @Test
    void values_which_may_be_secret_are_not_shown() {
        assertThat(ClusterSettings.of(Map.of("hive.proxmox.token", "geheim")))
                .hasToString("ClusterSettings[hive.proxmox.token]");
        assertThat(new Credentials("AKIA0", "geheim").toString()).doesNotContain("geheim");
    }

    private static ClusterSpec resolve(Map<String, String> given) {
        ClusterSettings settings = ClusterSettings.of(given);
        String deployer = settings.deployer(Optional.empty());
        return settings.resolve(Optional.empty(), deployer, Set.of("hive." + deployer + "."));
    }
}
