/** {@code @HiveCluster}: JUnit classes that get a Hive cluster. */
@NullMarked
package dev.hivecluster.junit;

import org.jspecify.annotations.NullMarked;
