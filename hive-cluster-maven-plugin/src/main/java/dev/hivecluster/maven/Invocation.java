package dev.hivecluster.maven;

import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/** How a goal came to be called: by the build's lifecycle, or by a person. */
final class Invocation {
    /** Set on a project while {@code full} runs the goals that its POM binds. */
    private static final String AS_BOUND = Invocation.class.getName() + ".asBound";

    private Invocation() {}

    /** Whether a person called the goal. */
    static boolean isByHand(MojoExecution execution, MavenProject project) {
        return execution.getSource() == MojoExecution.Source.CLI && project.getContextValue(AS_BOUND) == null;
    }

    /** Until it is closed, goals that are run in the project behave as if its lifecycle ran them. */
    static AsBound asBound(MavenProject project) {
        project.setContextValue(AS_BOUND, true);
        return () -> project.setContextValue(AS_BOUND, null);
    }

    /** The time in which goals behave as bound. */
    @FunctionalInterface
    interface AsBound extends AutoCloseable {
        @Override
        void close();
    }
}
