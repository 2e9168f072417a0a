/**
 * Proof that the suites can fail: between the tests and the cluster stands a {@link dev.hivecluster.e2e.mutation.Wire} that
 * changes one thing in the answers, a mutant, and a test that names a scenario has to notice.
 */
@NullMarked
package dev.hivecluster.e2e.mutation;

import org.jspecify.annotations.NullMarked;
