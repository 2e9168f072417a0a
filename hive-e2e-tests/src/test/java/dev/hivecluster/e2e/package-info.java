/** Hive's own end-to-end suites, as JUnit tests that run against any Hive cluster. */
@NullMarked
package dev.hivecluster.e2e;

import org.jspecify.annotations.NullMarked;
