package dev.hivecluster.junit;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What {@link ForkedTests} starts: runs the test classes that it is given, prints where JUnit comes from and a line about each test and container, and
 * ends with status 1 if one was red. It uses nothing of JUnit that was not there in 5.10.
 */
final class ForkedTestsMain {
    private ForkedTestsMain() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        System.out.println("on %s"
                .formatted(Test.class.getProtectionDomain().getCodeSource().getLocation()));
        Said said = new Said();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(Arrays.stream(arguments)
                                .map(DiscoverySelectors::selectClass)
                                .toList())
                        .build(),
                said);
        System.out.println("%d passed, %d red".formatted(said.passed.get(), said.red.get()));
        System.exit(said.red.get() == 0 ? 0 : 1);
    }

    private static final class Said implements TestExecutionListener {
        private final AtomicInteger passed = new AtomicInteger();
        private final AtomicInteger red = new AtomicInteger();

        @Override
        @SuppressWarnings("SystemOut")
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            boolean green = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (!green) {
                red.incrementAndGet();
            } else if (identifier.isTest()) {
                passed.incrementAndGet();
            }
            System.out.println("%s %s".formatted(green ? "passed" : "red", identifier.getDisplayName()));
            result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
        }
    }
}
