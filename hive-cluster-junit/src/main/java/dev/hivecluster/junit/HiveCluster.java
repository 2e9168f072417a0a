package dev.hivecluster.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class run against a Hive cluster.
 *
 * <pre>{@code
 * @HiveCluster(nodes = 3)
 * class VolumesIT {
 *     @Test
 *     void grows(Cluster cluster, Ec2Client ec2, @NodeIndex(2) Node second) { … }
 * }
 * }</pre>
 *
 * <p><b>Which cluster.</b> The one that the build made: named by the system property {@code hive.cluster.directory}, else
 * pointed to by a file beside the test class's own code source ({@code target/hive-clusters/<name>.json}), else by one below
 * Surefire's {@code basedir}. Where there is none, as in an IDE, the extension makes one with the deployer
 * {@code simulated}, or with what the system properties {@code hive.*} say, and destroys it when the run ends. All classes
 * that ask for the same share one.
 *
 * <p><b>What is asked for is the least that the class needs.</b> A cluster that has less is an error that says what to type;
 * a test is never skipped for it.
 *
 * <p><b>Parameters</b> of constructors, lifecycle methods and test methods: {@link dev.hivecluster.lifecycle.Cluster},
 * {@link dev.hivecluster.model.Inventory}, {@link dev.hivecluster.model.Endpoints},
 * {@link dev.hivecluster.model.Node} (the first, or see {@link NodeIndex}), {@code List<Node>}, and, where the library is on
 * the class path, {@code Ec2Client}, {@code S3Client} and REST Assured's {@code RequestSpecification}. The clients are
 * set up: addresses, credentials, path style, and trust in the cluster's CA. The clients of the SDK live as long as the
 * cluster and are shared by all tests: don't close them. A {@code RequestSpecification} is new for each parameter.
 *
 * <p><b>Evidence.</b> When a test, {@code @BeforeEach}, {@code @BeforeAll}, {@code @AfterEach} or {@code @AfterAll} method
 * fails, what the nodes can tell is saved before anything is cleaned up, in
 * {@code clusters/<name>/evidence/tests/<class>/<method>}; at most 20 times in a run. A report entry {@code hive.evidence}
 * names the place.
 *
 * <p><b>Where it may stand.</b> On a class, on a superclass or an interface of it, on an enclosing class of a
 * {@code @Nested} one, and on an annotation of your own. The nearest counts as a whole; settings of several are not merged,
 * and several that are equally near and differ are an error.
 *
 * <p><b>Limits.</b>
 *
 * <ul>
 *   <li>Tests share the cluster and what is on it: each has to make, name and remove its own resources.
 *   <li>With JUnit's parallel execution, see {@link DisturbsCluster} for tests that harm others.
 *   <li>Classes that ask for different things get different clusters where the extension makes them, even if one would do.
 *   <li>Where the tests run in several processes ({@code forkCount}), each makes its own, and each counts its evidence.
 *   <li>Another extension that resolves the same parameter types makes them ambiguous, and JUnit says so.
 *   <li>Evidence is not saved for exceptions in other extensions.
 * </ul>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@SharesCluster
@ExtendWith(HiveClusterExtension.class)
public @interface HiveCluster {
    /** How many nodes the class needs at least, 1 to 10. */
    int nodes() default 3;

    /**
     * The name of the cluster, where the build has several; not given: the only one. One that the extension makes has a name
     * of its own that begins so.
     */
    String name() default "";

    /** The deployer that the class needs; not given: any. */
    String deployer() default "";

    /** How many virtual CPUs each machine needs at least; 0: any number. */
    int cpuCores() default 0;

    /** How much memory each machine needs at least, in MiB; 0: any. */
    int memoryMb() default 0;

    /** How much disk each machine needs at least, in GiB; 0: any. */
    int diskSizeGb() default 0;
}
