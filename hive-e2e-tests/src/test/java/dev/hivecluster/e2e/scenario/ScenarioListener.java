package dev.hivecluster.e2e.scenario;

import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Reports how the test of each scenario went. One that was skipped or aborted proves nothing and counts as failed. */
public final class ScenarioListener implements TestExecutionListener {
    private final Supplier<ScenarioReport> report;

    /** For the service loader. */
    public ScenarioListener() {
        this(ScenarioReport::current);
    }

    ScenarioListener(Supplier<ScenarioReport> report) {
        this.report = report;
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (identifier.isTest() || !passed) {
            report(identifier, passed ? Result.PASSED : Result.FAILED);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        report(identifier, Result.FAILED);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        report.get().write();
    }

    /** A class that fails or is skipped as a whole takes all of its scenarios with it. */
    private void report(TestIdentifier identifier, Result result) {
        identifier.getSource().ifPresent(source -> {
            if (source instanceof MethodSource method) {
                report.get().add(ScenarioResult.of(method.getJavaClass(), method.getJavaMethod(), result));
            } else if (source instanceof ClassSource type) {
                Arrays.stream(type.getJavaClass().getDeclaredMethods())
                        .forEach(method -> report.get().add(ScenarioResult.of(type.getJavaClass(), method, result)));
            }
        });
    }
}
