package dev.hivecluster.e2e.mutation;

import java.util.Optional;

/**
 * What became of a mutant.
 *
 * @param kill the test that noticed it; nothing if it survived
 * @param reason why it may survive; empty if it must not
 * @param tests how many tests it affects
 */
record Verdict(Mutant mutant, Optional<Hunt.Kill> kill, String reason, int tests) {}
