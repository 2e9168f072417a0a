package dev.hivecluster.e2e.scenario;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The class stores something and expects to find it again. In a cluster of two nodes each stores apart, and either may be
 * asked (hive contract, sections 2.3 and 9): there the class is not applicable.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SharedStorage {}
