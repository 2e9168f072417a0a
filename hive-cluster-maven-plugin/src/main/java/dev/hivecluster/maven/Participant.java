package dev.hivecluster.maven;

/**
 * Part of a build that uses a cluster: one execution of {@code up} in one module.
 *
 * @param module group and artifact id
 * @param execution the execution's id
 */
record Participant(String module, String execution) {
    @Override
    public String toString() {
        return module + "#" + execution;
    }
}
