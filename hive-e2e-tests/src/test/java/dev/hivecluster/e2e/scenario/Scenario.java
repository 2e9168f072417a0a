package dev.hivecluster.e2e.scenario;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scenario of Hive's suites that this test asserts: {@code S17} of the single-node suite, {@code M8} of the multi-node
 * suite (hive contract, sections 1.1 and 1.2).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Scenario.Several.class)
public @interface Scenario {
    /** The id. */
    String value();

    /** What holds several of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Several {
        Scenario[] value();
    }
}
