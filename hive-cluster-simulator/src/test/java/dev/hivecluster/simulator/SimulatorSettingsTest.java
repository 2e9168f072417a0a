package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.MachineSize;
import dev.hivecluster.simulator.control.SimulatorPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorSettingsTest {
    @Test
    void without_settings_the_machines_are_as_large_as_the_cluster_wants_them_and_fast() {
        SimulatorPlan plan = plan(Map.of());

        assertThat(plan.nodes()).isEqualTo(3);
        assertThat(plan.cpuCores()).isEqualTo(4);
        assertThat(plan.memoryMb()).isEqualTo(8192);
        assertThat(plan.bootTime()).isLessThan(Duration.ofSeconds(1));
        assertThat(plan.timeScale()).isLessThan(0.1);
        assertThat(plan.mapped()).isFalse();
    }

    @Test
    void every_setting_is_used() {
        SimulatorPlan plan = plan(Map.of(
                "hive.simulator.bootTime", "2s",
                "hive.simulator.timeScale", "1.0",
                "hive.simulator.cores", "2",
                "hive.simulator.memoryMb", "1024",
                "hive.simulator.addresses", "mapped"));

        assertThat(plan)
                .isEqualTo(
                        new SimulatorPlan("id", new ClusterName("demo"), 3, 2, 1024, Duration.ofSeconds(2), 1.0, true));
    }

    @ParameterizedTest
    @CsvSource({
        "hive.simulator.bootTime, soon, duration",
        "hive.simulator.bootTime, 2h, at most 1h",
        "hive.simulator.timeScale, 0, above 0",
        "hive.simulator.timeScale, -1, above 0",
        "hive.simulator.timeScale, fast, above 0",
        "hive.simulator.timeScale, NaN, above 0",
        "hive.simulator.timeScale, 11, at most 10",
        "hive.simulator.cores, 0, 1 to 4096",
        "hive.simulator.cores, 2.5, 1 to 4096",
        "hive.simulator.cores, 99999999999, 1 to 4096",
        "hive.simulator.memoryMb, 511, 512 to 1048576",
        "hive.simulator.memoryMb, -1, 512 to 1048576",
        "hive.simulator.addresses, public, mapped"
    })
    void a_bad_value_is_refused_by_name_with_what_is_allowed(String property, String value, String allowed) {
        assertThatThrownBy(() -> new SimulatedDeployer().validate(spec(Map.of(property, value))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(property)
                .hasMessageContaining(value)
                .hasMessageContaining(allowed)
                .hasMessageContaining("such as -D" + property + "=");
    }

    @Test
    void a_setting_that_nobody_reads_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> new SimulatedDeployer().validate(spec(Map.of("hive.simulator.bootime", "1s"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("hive.simulator.bootime")
                .hasMessageContaining("hive.simulator.bootTime, hive.simulator.cores");
    }

    @Test
    void the_deployer_is_found_by_its_name() {
        assertThat(Deployers.found(getClass().getClassLoader(), ServerLogins.NONE)
                        .named("simulated"))
                .isInstanceOf(SimulatedDeployer.class)
                .extracting(Deployer::settingsPrefixes)
                .isEqualTo(Set.of("hive.simulator."));
    }

    private static SimulatorPlan plan(Map<String, String> settings) {
        return SimulatorSettings.of(spec(settings)).plan(spec(settings), "id");
    }

    private static ClusterSpec spec(Map<String, String> settings) {
        return new ClusterSpec(
                new ClusterName("demo"),
                3,
                "simulated",
                MachineSize.DEFAULT,
                Optional.empty(),
                "ap-southeast-2",
                "ap-southeast-2a",
                settings);
    }
}
