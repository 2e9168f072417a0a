package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Whoever sees a red run needs one option to see it again. */
class OrderListenerTest {
    private static final String OPTION = "These tests are in random order; the same again: -Dhive.e2e.seed=42";

    @Test
    void the_seed_is_told_before_the_tests() {
        assertThat(told(Green.class, Map.of(MethodOrderer.Random.RANDOM_SEED_PROPERTY_NAME, "42")))
                .containsExactly(OPTION);
    }

    @Test
    void after_red_tests_it_is_told_again() {
        assertThat(told(Red.class, Map.of(MethodOrderer.Random.RANDOM_SEED_PROPERTY_NAME, "42")))
                .containsExactly(OPTION, OPTION);
    }

    @Test
    void where_nobody_gave_one_there_is_nothing_to_tell() {
        assertThat(told(Red.class, Map.of())).isEmpty();
    }

    private static List<String> told(Class<?> type, Map<String, String> parameters) {
        List<String> lines = new ArrayList<>();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .addTestExecutionListeners(new OrderListener(lines::add))
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(type))
                        .configurationParameters(parameters)
                        .build());
        return lines;
    }

    static class Green {
        @Test
        void passes() {}
    }

    static class Red {
        @Test
        void fails() {
            Assertions.fail("red");
        }
    }
}
