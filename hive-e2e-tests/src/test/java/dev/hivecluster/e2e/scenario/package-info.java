/** Which scenarios of Hive's suites there are, which test proves each, and how it went. */
@NullMarked
package dev.hivecluster.e2e.scenario;

import org.jspecify.annotations.NullMarked;
