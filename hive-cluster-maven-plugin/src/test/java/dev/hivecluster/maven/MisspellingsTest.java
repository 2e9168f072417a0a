package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.PropertyNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspellingsTest {
    @ParameterizedTest
    @CsvSource({
        "hive.node, hive.nodes",
        "hive.nodez, hive.nodes",
        "hive.cpucores, hive.cpuCores",
        "hive.timeout.conifgure, hive.timeout.configure"
    })
    void a_name_that_is_nearly_ours_is_told_with_the_one_that_was_meant(String given, String meant) {
        assertThat(Misspellings.warnings(List.of(given)))
                .containsExactly("-D%s is not a property of this plugin; did you mean -D%s?".formatted(given, meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hive.image", "hive.simulator.timeScale", "hive.metastore.uris", "nodes", "it.test"})
    void properties_of_others_are_left_alone(String given) {
        assertThat(Misspellings.warnings(List.of(given))).isEmpty();
    }

    @Test
    void ours_are_known() {
        assertThat(PropertyNames.all()).contains("hive.nodes", "hive.timeout.down", "hive.cluster.directory");
        assertThat(Misspellings.warnings(PropertyNames.all())).isEmpty();
    }
}
