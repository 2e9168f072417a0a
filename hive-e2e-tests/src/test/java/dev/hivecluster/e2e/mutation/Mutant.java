package dev.hivecluster.e2e.mutation;

/**
 * A gateway or a storage of which one thing is wrong.
 *
 * @param action whose answers it is wrong with, as {@link Call} names it
 */
record Mutant(String action, Mutation mutation) {
    /** Unique, and the same in every run: what the list of survivors names it by. */
    String id() {
        return action + " " + mutation;
    }

    /** Whether whoever gets this answer to the action would see something of it. */
    boolean wouldChange(Answer answer) {
        return mutation.apply(action, () -> answer).isWrong();
    }

    @Override
    public String toString() {
        return id();
    }
}
