package dev.hivecluster.maven;

import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.PropertyNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;

/**
 * Which parts of a build are going to use which cluster, read from the POMs of its modules, so that the first of them
 * knows that others will come.
 */
final class Participants {
    private final MavenSession session;
    private final String pluginKey;

    /** @param pluginKey group and artifact id of this plugin */
    Participants(MavenSession session, String pluginKey) {
        this.session = session;
        this.pluginKey = pluginKey;
    }

    /** The participant that an execution of {@code up} in a module is. */
    static Participant of(MavenProject project, String execution) {
        return new Participant(project.getGroupId() + ":" + project.getArtifactId(), execution);
    }

    /** Everybody in this build who is going to use the cluster. */
    Set<Participant> expected(String cluster) {
        Set<Participant> all = new LinkedHashSet<>();
        for (MavenProject project : session.getProjects()) {
            all.addAll(in(project).getOrDefault(cluster, List.of()));
        }
        return all;
    }

    /** The clusters that a module is going to use, each with those who will, in the order of the POM. */
    Map<String, List<Participant>> in(MavenProject project) {
        Map<String, List<Participant>> byCluster = new LinkedHashMap<>();
        plugin(project)
                .ifPresent(plugin -> plugin.getExecutions().stream()
                        .filter(execution -> binds(execution, UpMojo.GOAL))
                        .forEach(execution -> {
                            PomConfiguration configuration =
                                    new PomConfiguration(text -> evaluate(text, project), execution, plugin);
                            if (skipped(configuration, project).isEmpty()) {
                                byCluster
                                        .computeIfAbsent(cluster(configuration, project), name -> new ArrayList<>())
                                        .add(of(project, execution.getId()));
                            }
                        }));
        return byCluster;
    }

    /**
     * The participants that an execution of another goal in the module belongs to: the one of the same execution, or, if
     * there is none, all of the module.
     */
    List<Participant> meant(MavenProject project, String cluster, String execution) {
        List<Participant> all = in(project).getOrDefault(cluster, List.of());
        Participant same = of(project, execution);
        return all.isEmpty() || all.contains(same) ? List.of(same) : all;
    }

    /** The ids of the executions by which a module binds a goal of this plugin, in the order of the POM. */
    List<String> executions(MavenProject project, String goal) {
        return plugin(project).stream()
                .flatMap(plugin -> plugin.getExecutions().stream())
                .filter(execution -> binds(execution, goal))
                .map(PluginExecution::getId)
                .toList();
    }

    /** Whether a module binds any goal of this plugin. */
    boolean binds(MavenProject project) {
        return plugin(project).stream()
                .flatMap(plugin -> plugin.getExecutions().stream())
                .anyMatch(execution -> !execution.getGoals().isEmpty() && isBound(execution));
    }

    private Optional<Plugin> plugin(MavenProject project) {
        return Optional.ofNullable(project.getPlugin(pluginKey));
    }

    private String cluster(PomConfiguration configuration, MavenProject project) {
        return configuration
                .value("cluster")
                .or(() -> HiveProperties.value(session, project, PropertyNames.CLUSTER))
                .orElse(ClusterName.DEFAULT.value());
    }

    private Optional<String> skipped(PomConfiguration configuration, MavenProject project) {
        return Skip.withTheTests(name -> name.equals(PropertyNames.SKIP)
                ? configuration.value("skip").or(() -> HiveProperties.value(session, project, name))
                : HiveProperties.value(session, project, name));
    }

    /** Model building has replaced what it knew; what is left may be a property that somebody set since. */
    private String evaluate(String text, MavenProject project) {
        if (!text.startsWith("${") || !text.endsWith("}")) {
            return text;
        }
        return HiveProperties.value(session, project, text.substring(2, text.length() - 1))
                .orElse(text);
    }

    private static boolean binds(PluginExecution execution, String goal) {
        return execution.getGoals().contains(goal) && isBound(execution);
    }

    private static boolean isBound(PluginExecution execution) {
        return !"none".equals(execution.getPhase());
    }

    /** Names for a message. */
    static Set<String> names(Set<Participant> participants) {
        return participants.stream().map(Participant::toString).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
