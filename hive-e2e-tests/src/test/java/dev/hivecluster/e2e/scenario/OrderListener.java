package dev.hivecluster.e2e.scenario;

import java.util.function.Consumer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Tells a person how to have a random order again: as the tests begin, and after red ones, beside the failures. What runs
 * beside what else is not in it; that is up to the machine.
 */
public final class OrderListener implements TestExecutionListener {
    private final Consumer<String> console;
    private volatile boolean failed;

    /** For the service loader. */
    public OrderListener() {
        this(System.out::println);
    }

    OrderListener(Consumer<String> console) {
        this.console = console;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        tell(plan);
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failed = true;
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (failed) {
            tell(plan);
        }
    }

    private void tell(TestPlan plan) {
        plan.getConfigurationParameters()
                .get(MethodOrderer.Random.RANDOM_SEED_PROPERTY_NAME)
                .ifPresent(seed ->
                        console.accept("These tests are in random order; the same again: -Dhive.e2e.seed=" + seed));
    }
}
