package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.commons.util.ReflectionUtils;

class ScenariosTest {
    private static final String PACKAGE = "dev.hivecluster.e2e";

    @Test
    void every_scenario_is_named_by_a_test_and_every_named_one_is_known() {
        List<String> named = integrationTests().stream()
                .flatMap(type -> ReflectionUtils.findMethods(type, method -> true).stream())
                .flatMap(method -> Scenarios.of(method).stream())
                .toList();
        assertThat(new TreeSet<>(named))
                .containsExactlyInAnyOrderElementsOf(Scenarios.all().keySet());
    }

    @Test
    void the_single_node_suite_comes_first_and_each_in_its_own_order() {
        assertThat(Scenarios.all().keySet())
                .hasSize(187)
                .startsWith("S1", "S2")
                .containsSubsequence("S9", "S10", "S96", "S102", "M1", "M2", "M10", "M82");
    }

    private static List<Class<?>> integrationTests() {
        return ReflectionSupport.findAllClassesInPackage(PACKAGE, type -> true, name -> name.endsWith("IT"));
    }
}
