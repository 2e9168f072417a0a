package dev.hivecluster.e2e.mutation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Tells a {@link TestWatch} of every test of a run; registered for those runs only, by JUnit's detection of extensions. */
public final class WatchedTests implements InvocationInterceptor, ExecutionCondition, AfterAllCallback {
    private static volatile @Nullable TestWatch present;

    /** From now on this one watches. */
    static void by(TestWatch watch) {
        present = watch;
    }

    static TestWatch watch() {
        TestWatch watch = present;
        if (watch == null) {
            throw new IllegalStateException("nobody watches these tests");
        }
        return watch;
    }

    /** A constructor that runs before each test belongs to that test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return watch().isOver()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("go on"));
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        return watched(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watched(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        watched(invocation, context);
    }

    private static <T extends @Nullable Object> T watched(Invocation<T> invocation, ExtensionContext context)
            throws Throwable {
        TestedMethod test = new TestedMethod(context.getRequiredTestClass(), context.getTestMethod());
        watch().runs(test);
        try {
            return invocation.proceed();
        } catch (TestAbortedException e) {
            throw e;
        } catch (Throwable failure) {
            throw watch().failed(test, failure);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        watch().ends();
    }
}
