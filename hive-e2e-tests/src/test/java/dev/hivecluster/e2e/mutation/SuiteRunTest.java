package dev.hivecluster.e2e.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.e2e.mutation.Mutation.Drop;
import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.model.ClusterName;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What is observed of tests, and when a hunt ends. For a time all tests of this process would look for its cluster. */
@Isolated
class SuiteRunTest {
    private static final List<String> RAN = new ArrayList<>();
    private static final Answer ANSWER = Answer.success("Any", "<seen/>");
    private static final Mutant SEEN_BY_SLOW = new Mutant("Slow", new Drop("seen"));
    private static final Mutant SEEN_BY_NOBODY = new Mutant("Slow", new Drop("unseen"));
    private static Observation observed = observation();
    private static boolean isWrong;

    private final AtomicInteger healed = new AtomicInteger();
    private SuiteRun suites;

    @BeforeEach
    void begin(@TempDir Path directory) {
        suites = new SuiteRun(new ClusterDirectory(directory, new ClusterName("none")));
        RAN.clear();
        isWrong = false;
        observed = observation();
        suites.some(observed, tests(OfEach.class, OfAll.class));
    }

    @Test
    void a_call_belongs_to_the_test_that_runs_and_before_all_tests_to_all_of_the_class() {
        assertThat(observed.failures()).isEmpty();
        assertThat(observed.count()).isEqualTo(4);
        assertThat(observed.actions()).containsExactlyInAnyOrder("Constructor", "Quick", "Slow", "AfterEach", "All");
        assertThat(names("Constructor")).containsExactlyInAnyOrder("quick", "slow");
        assertThat(names("Quick")).containsExactly("quick");
        assertThat(names("AfterEach")).containsExactlyInAnyOrder("quick", "slow");
        assertThat(names("All")).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void what_belongs_to_no_test_is_not_counted() {
        observed.answered("Afterwards", ANSWER);
        assertThat(observed.actions()).doesNotContain("Afterwards");
    }

    @Test
    void a_failure_while_nothing_is_wrong_is_observed() {
        isWrong = true;
        Observation again = observation();
        suites.some(again, tests(OfEach.class));
        assertThat(again.failures())
                .singleElement()
                .isEqualTo("OfEach.slow (S2): java.lang.IllegalStateException: noticed");
    }

    @Test
    void the_first_test_that_notices_ends_the_hunt_before_it_cleans_up() {
        isWrong = true;
        RAN.clear();
        Hunt hunt = hunt(1, tests(OfEach.class));
        assertThat(hunt.kill()).hasValueSatisfying(kill -> {
            assertThat(kill.test().scenarios()).containsExactly("S2");
            assertThat(kill.reason()).isEqualTo("noticed");
        });
        assertThat(hunt.stray()).isEmpty();
        assertThat(healed).hasValue(1);
        assertThat(RAN).endsWith("slow", "healed", "after");
    }

    @Test
    void a_test_that_fails_before_anything_is_wrong_has_noticed_nothing() {
        isWrong = true;
        Hunt hunt = hunt(0, tests(OfEach.class));
        assertThat(hunt.kill()).isEmpty();
        assertThat(hunt.stray()).hasValueSatisfying(stray -> assertThat(stray).contains("OfEach.slow", "noticed"));
    }

    @Test
    void nobody_notices_where_all_tests_pass() {
        Hunt hunt = hunt(1, tests(OfEach.class, OfAll.class));
        assertThat(hunt.kill()).isEmpty();
        assertThat(hunt.stray()).isEmpty();
        assertThat(healed).hasValue(0);
    }

    @Test
    void what_all_tests_of_a_class_begin_with_takes_all_their_scenarios_along() {
        isWrong = true;
        Hunt hunt = hunt(1, tests(OfAll.class));
        assertThat(hunt.kill())
                .hasValueSatisfying(kill -> assertThat(kill.test().scenarios()).containsExactly("S3", "S4"));
    }

    @Test
    void quick_tests_come_first() {
        RAN.clear();
        suites.some(new Timed(List.of("quick", "slow")), tests(OfEach.class));
        assertThat(RAN).containsExactly("quick", "after", "slow", "after");
        RAN.clear();
        suites.some(new Timed(List.of("slow", "quick")), tests(OfEach.class));
        assertThat(RAN).containsExactly("slow", "after", "quick", "after");
    }

    @Test
    void who_would_have_seen_what_is_wrong_comes_before_the_quick() {
        Hunt hunt = new Hunt(SEEN_BY_SLOW, () -> 0, () -> {}, observed);
        assertThat(hunt.cost(test("slow"))).isLessThan(hunt.cost(test("quick")));
        assertThat(hunt.cost(OfEach.class)).isLessThan(hunt.cost(OfAll.class));
    }

    @Test
    void where_nobody_would_have_seen_it_the_quick_come_first() {
        Hunt hunt = new Hunt(SEEN_BY_NOBODY, () -> 0, () -> {}, observed);
        assertThat(hunt.cost(test("slow")).minus(observed.cost(test("slow"))))
                .isEqualTo(hunt.cost(test("quick")).minus(observed.cost(test("quick"))))
                .isPositive();
    }

    private static TestedMethod test(String name) {
        return tests(OfEach.class).stream()
                .filter(method -> method.getName().equals(name))
                .map(method -> new TestedMethod(OfEach.class, Optional.of(method)))
                .findFirst()
                .orElseThrow();
    }

    private static Observation observation() {
        return new Observation(List.of(SEEN_BY_SLOW, SEEN_BY_NOBODY));
    }

    private Hunt hunt(int wrong, List<Method> tests) {
        Hunt hunt = new Hunt(
                SEEN_BY_NOBODY,
                () -> wrong,
                () -> {
                    healed.incrementAndGet();
                    RAN.add("healed");
                },
                observed);
        suites.some(hunt, tests);
        return hunt;
    }

    private static void notice() {
        if (isWrong) {
            throw new IllegalStateException("noticed");
        }
    }

    private static List<String> names(String action) {
        return observed.affected(action).stream().map(Method::getName).toList();
    }

    private static List<Method> tests(Class<?>... classes) {
        return Arrays.stream(classes)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
    }

    static class OfEach {
        OfEach() {
            observed.answered("Constructor", ANSWER);
        }

        @Test
        @Scenario("S1")
        void quick() {
            RAN.add("quick");
            observed.answered("Quick", ANSWER);
        }

        @Test
        @Scenario("S2")
        void slow() {
            RAN.add("slow");
            observed.answered("Slow", ANSWER);
            notice();
        }

        @AfterEach
        void after() {
            RAN.add("after");
            observed.answered("AfterEach", ANSWER);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OfAll {
        OfAll() {
            observed.answered("All", ANSWER);
            notice();
        }

        @Test
        @Scenario("S3")
        void first() {}

        @Test
        @Scenario("S4")
        void second() {}
    }

    /** Knows which test is how quick, and nothing else. */
    private record Timed(List<String> quickestFirst) implements TestWatch {
        @Override
        public void runs(TestedMethod test) {}

        @Override
        public void ends() {}

        @Override
        public Throwable failed(TestedMethod test, Throwable failure) {
            return failure;
        }

        @Override
        public Optional<String> isOver() {
            return Optional.empty();
        }

        @Override
        public Duration cost(TestedMethod test) {
            return Duration.ofMillis(
                    quickestFirst.indexOf(test.method().orElseThrow().getName()));
        }

        @Override
        public Duration cost(Class<?> type) {
            return Duration.ZERO;
        }
    }
}
