package dev.hivecluster.simulator.golden;

/**
 * Something that was done to the cluster besides the recorded requests.
 *
 * @param moment whether it was done before a recorded request or while that had no answer yet
 * @param recording the request's name
 * @param what tells what was done
 */
record Interlude(Moment moment, String recording, String what, Action action) {
    static Interlude before(String recording, String what, Action action) {
        return new Interlude(Moment.BEFORE, recording, what, action);
    }

    static Interlude during(String recording, String what, Action action) {
        return new Interlude(Moment.DURING, recording, what, action);
    }

    enum Moment {
        BEFORE,
        DURING
    }

    /** Does it. */
    @FunctionalInterface
    interface Action {
        void accept(ReplayedCluster cluster) throws Exception;
    }
}
