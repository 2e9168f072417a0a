package dev.hivecluster.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Gives test classes their cluster; see {@link HiveCluster}, by which it is registered. */
public final class HiveClusterExtension
        implements BeforeAllCallback,
                ParameterResolver,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                InvocationInterceptor,
                TestWatcher {
    /** JUnit 4's, which JUnit takes for an abortion, too; it need not be on the class path. */
    private static final String JUNIT4_ASSUMPTION = "org.junit.internal.AssumptionViolatedException";

    @Override
    public void beforeAll(ExtensionContext context) {
        TestRun run = TestRun.of(context);
        try {
            run.cluster(context);
        } catch (RuntimeException e) {
            run.failed();
            throw e;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.supports(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestRun run = TestRun.of(context);
        OpenCluster open;
        try {
            open = run.cluster(context);
        } catch (HiveClusterException e) {
            run.failed();
            throw new ParameterResolutionException(String.valueOf(e.getMessage()), e);
        }
        return Parameters.resolve(parameter, open);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw seen(context, "test", failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw seen(context, "beforeAll", failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw seen(context, "beforeEach", failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw seen(context, "afterEach", failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw seen(context, "afterAll", failure);
    }

    /** JUnit asks no exception handler about a constructor. */
    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable failure) {
            throw seen(context, "constructor", failure);
        }
    }

    /** Nor about a test factory. */
    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable failure) {
            throw seen(context, "test", failure);
        }
    }

    /** Nor about the tests that it makes. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            throw seen(context, "test", failure);
        }
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        TestRun.of(context).failed();
    }

    /** Saves the evidence of a failure before anything is cleaned up. */
    private static Throwable seen(ExtensionContext context, String kind, Throwable failure) {
        if (failure instanceof TestAbortedException || isJUnit4Assumption(failure)) {
            return failure;
        }
        TestRun run = TestRun.of(context);
        run.failed();
        run.opened(context)
                .flatMap(open -> run.evidence()
                        .collect(
                                context.getUniqueId(),
                                Contexts.nearest(context, ExtensionContext::getTestClass)
                                        .map(Class::getName)
                                        .orElse("unknown"),
                                Contexts.nearest(context, ExtensionContext::getTestMethod)
                                        .map(Method::getName)
                                        .orElse(kind),
                                failure,
                                open.cluster()))
                .ifPresent(path -> context.publishReportEntry("hive.evidence", path.toString()));
        return failure;
    }

    private static boolean isJUnit4Assumption(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(JUNIT4_ASSUMPTION)) {
                return true;
            }
        }
        return false;
    }
}
