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
 * May run beside others on the same cluster, but beside none that {@linkplain DisturbsCluster disturbs} it. Every
 * {@link HiveCluster} class is so; to be written out only on tests that reach the cluster in another way.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ResourceLock(value = DisturbsCluster.LOCK, mode = ResourceAccessMode.READ)
public @interface SharesCluster {}
