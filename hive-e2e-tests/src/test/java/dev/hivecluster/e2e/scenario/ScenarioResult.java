package dev.hivecluster.e2e.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;

/**
 * How the test of a scenario went.
 *
 * @param id the scenario
 * @param testClass the class of the test
 * @param method its method
 */
record ScenarioResult(
        @JsonProperty(required = true) String id,

        @JsonProperty(value = "class", required = true) String testClass,

        @JsonProperty(required = true) String method,
        @JsonProperty(required = true) Result result) {
    static final Comparator<ScenarioResult> ORDER = Comparator.comparing(ScenarioResult::id, Scenarios.ORDER)
            .thenComparing(ScenarioResult::testClass)
            .thenComparing(ScenarioResult::method);

    /** The same result for each scenario of a test method. */
    static List<ScenarioResult> of(Class<?> testClass, Method method, Result result) {
        return Scenarios.of(method).stream()
                .map(id -> new ScenarioResult(id, testClass.getName(), method.getName(), result))
                .toList();
    }

    boolean sameTest(ScenarioResult other) {
        return id.equals(other.id) && testClass.equals(other.testClass) && method.equals(other.method);
    }

    /** The words of {@code scenarios.json}. */
    enum Result {
        @JsonProperty("passed")
        PASSED("passed"),
        @JsonProperty("failed")
        FAILED("failed"),
        /** The cluster is not one that the class can run on. */
        @JsonProperty("not-applicable")
        NOT_APPLICABLE("not-applicable");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
