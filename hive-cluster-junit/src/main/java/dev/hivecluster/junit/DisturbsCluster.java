package dev.hivecluster.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Does to the cluster what others would notice: switches nodes off, fills it up, counts everything on it. With JUnit's
 * parallel execution no other {@link HiveCluster} test runs meanwhile.
 *
 * <p><b>Limits.</b> It has an effect within one process only. A class with one such method runs alone as a whole, one test
 * after the other, so such methods are best kept in a class of their own. JUnit cannot tell clusters apart here: tests on
 * another cluster wait, too.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ResourceLock(value = DisturbsCluster.LOCK, mode = ResourceAccessMode.READ_WRITE)
public @interface DisturbsCluster {
    /** The name of the lock, for those who take it by {@link ResourceLock} themselves. */
    String LOCK = "hive-cluster";
}
