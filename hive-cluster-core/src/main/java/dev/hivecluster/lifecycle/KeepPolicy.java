package dev.hivecluster.lifecycle;

import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.PropertyNames;

/** Whether a cluster outlives the run that made it ({@code hive.keep}). */
public enum KeepPolicy {
    /** Destroyed in any case. */
    NEVER("never"),
    /** Kept if a test or a phase failed. A run that somebody stopped has not failed. */
    ON_FAILURE("on-failure"),
    /** Kept in any case. */
    ALWAYS("always");

    private final String word;

    KeepPolicy(String word) {
        this.word = word;
    }

    /**
     * The policy by its word.
     *
     * @throws InvalidSettingException if there is no such word
     */
    public static KeepPolicy of(String word) {
        for (KeepPolicy policy : values()) {
            if (policy.word.equals(word)) {
                return policy;
            }
        }
        throw new InvalidSettingException(PropertyNames.KEEP, word, "never, on-failure or always");
    }

    /** Whether a cluster is kept after a run that went so. */
    public boolean keeps(Verdict verdict) {
        return switch (this) {
            case NEVER -> false;
            case ON_FAILURE -> verdict == Verdict.FAILED;
            case ALWAYS -> true;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
