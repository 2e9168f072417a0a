package dev.hivecluster.e2e.mutation;

import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** The order of tests that end with the first that fails. */
final class CheapestFirst {
    private CheapestFirst() {}

    /** The order of classes. */
    public static final class Classes implements ClassOrderer {
        @Override
        public void orderClasses(ClassOrdererContext context) {
            context.getClassDescriptors()
                    .sort(Comparator.comparing(
                            (ClassDescriptor type) -> WatchedTests.watch().cost(type.getTestClass())));
        }
    }

    /** The order of the tests of a class. */
    public static final class Methods implements MethodOrderer {
        @Override
        public void orderMethods(MethodOrdererContext context) {
            context.getMethodDescriptors()
                    .sort(Comparator.comparing((MethodDescriptor test) -> WatchedTests.watch()
                            .cost(new TestedMethod(context.getTestClass(), Optional.of(test.getMethod())))));
        }
    }
}
