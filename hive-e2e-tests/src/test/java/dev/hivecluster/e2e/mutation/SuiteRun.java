package dev.hivecluster.e2e.mutation;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.PropertyNames;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests of the suites one after another, within the test that asks for it and on a cluster of its choice. */
final class SuiteRun {
    /** The suites, and not what is about them. */
    private static final String SUITES = "dev.hivecluster.e2e";

    private static final String IN_SUITES = "dev\\.hivecluster\\.e2e\\.[A-Za-z]+IT";

    private final ClusterDirectory cluster;
    private final Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .build());

    SuiteRun(ClusterDirectory cluster) {
        this.cluster = cluster;
    }

    /** All tests but those that need a cluster that nobody has touched. */
    void all(TestWatch watch) {
        run(
                watch,
                request()
                        .selectors(selectPackage(SUITES))
                        .filters(includeClassNamePatterns(IN_SUITES), excludeTags("isolated | clients"))
                        .build());
    }

    /** Some of them. */
    void some(TestWatch watch, Collection<Method> tests) {
        run(
                watch,
                request()
                        .selectors(tests.stream()
                                .map(test -> selectMethod(test.getDeclaringClass(), test))
                                .toList())
                        .build());
    }

    private static LauncherDiscoveryRequestBuilder request() {
        return LauncherDiscoveryRequestBuilder.request()
                .configurationParameters(Map.of(
                        "junit.jupiter.extensions.autodetection.include",
                        WatchedTests.class.getName(),
                        "junit.jupiter.execution.parallel.enabled",
                        "false",
                        "junit.jupiter.testclass.order.default",
                        CheapestFirst.Classes.class.getName(),
                        "junit.jupiter.testmethod.order.default",
                        CheapestFirst.Methods.class.getName()));
    }

    private void run(TestWatch watch, LauncherDiscoveryRequest request) {
        WatchedTests.by(watch);
        String before = System.setProperty(
                PropertyNames.CLUSTER_DIRECTORY, cluster.path().toString());
        try {
            launcher.execute(request);
        } finally {
            if (before == null) {
                System.clearProperty(PropertyNames.CLUSTER_DIRECTORY);
            } else {
                System.setProperty(PropertyNames.CLUSTER_DIRECTORY, before);
            }
        }
    }
}
