package dev.hivecluster.maven;

import java.util.List;
import org.apache.maven.execution.MavenSession;
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

    /**
     * Whether a goal that was called by hand has its turn in this project. Maven calls it once for each module, but there
     * is one cluster: it runs in the first, or, where it was asked for after a phase that all modules have to go through,
     * in the last.
     */
    static boolean isTurn(MojoExecution execution, MavenSession session, MavenProject project) {
        List<MavenProject> projects = session.getProjects();
        MavenProject chosen = isAfterPhase(execution, session) ? projects.get(projects.size() - 1) : projects.get(0);
        return chosen.equals(project);
    }

    private static boolean isAfterPhase(MojoExecution execution, MavenSession session) {
        boolean afterPhase = false;
        for (String goal : session.getGoals()) {
            if (!goal.contains(":")) {
                afterPhase = true;
            } else if (goal.replaceFirst("@.*", "").endsWith(":" + execution.getGoal())) {
                return afterPhase;
            }
        }
        return afterPhase;
    }

    /** The time in which goals behave as bound. */
    @FunctionalInterface
    interface AsBound extends AutoCloseable {
        @Override
        void close();
    }
}
