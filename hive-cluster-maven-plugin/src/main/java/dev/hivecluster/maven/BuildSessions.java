package dev.hivecluster.maven;

import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.lifecycle.ClusterStateException;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.model.ClusterSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/**
 * What one Maven session does with clusters, shared by all its modules and goals. It is kept in the session's request, not
 * in a static field: the JVM of a Maven daemon sees many sessions.
 */
final class BuildSessions {
    private static final String KEY = "dev.hivecluster.sessions";

    /** The class that uses each directory of clusters, by directory: objects of different realms do not know each other. */
    private static final String CLAIMS = "dev.hivecluster.claims";

    private final MavenSession maven;
    private final Map<Path, BuildSession> byDirectory = new LinkedHashMap<>();

    private BuildSessions(MavenSession maven) {
        this.maven = maven;
    }

    /** Those of the Maven session; the first call begins to watch for its end. */
    static BuildSessions of(MavenSession maven) {
        MavenExecutionRequest request = maven.getRequest();
        synchronized (request) {
            return (BuildSessions) realms(request).computeIfAbsent(BuildSessions.class, first -> {
                BuildSessions sessions = new BuildSessions(maven);
                request.setExecutionListener(SessionEnd.before(request.getExecutionListener(), sessions::close));
                return sessions;
            });
        }
    }

    /** Ends those of a session, if there are any. */
    static void closeAll(MavenSession maven) {
        Object sessions;
        synchronized (maven.getRequest()) {
            sessions = realms(maven.getRequest()).get(BuildSessions.class);
        }
        if (sessions instanceof BuildSessions ours) {
            ours.close(maven);
        }
    }

    /** A plugin that two modules give different dependencies is loaded twice, by realms that share the request only. */
    @SuppressWarnings("unchecked")
    private static Map<Class<?>, Object> realms(MavenExecutionRequest request) {
        return (Map<Class<?>, Object>) request.getData().computeIfAbsent(KEY, key -> new ConcurrentHashMap<>());
    }

    /**
     * That of a directory of clusters.
     *
     * @throws ClusterStateException if the plugin was loaded twice, and its other self uses the directory
     */
    synchronized BuildSession in(Path clusters, ClusterSettings settings, ServerLogins logins, Log log)
            throws ClusterStateException {
        claim(clusters);
        return byDirectory.computeIfAbsent(
                clusters,
                directory -> BuildSession.begin(
                        HiveClusters.in(directory, BuildSessions.class.getClassLoader(), logins),
                        settings,
                        maven,
                        log));
    }

    private void claim(Path clusters) throws ClusterStateException {
        MavenExecutionRequest request = maven.getRequest();
        Object holder;
        synchronized (request) {
            @SuppressWarnings("unchecked")
            Map<Path, Class<?>> claims = (Map<Path, Class<?>>)
                    request.getData().computeIfAbsent(CLAIMS, key -> new ConcurrentHashMap<Path, Class<?>>());
            holder = claims.computeIfAbsent(clusters, first -> BuildSessions.class);
        }
        if (holder != BuildSessions.class) {
            throw new ClusterStateException(
                    "two modules of this build use clusters in %s, but give hive-cluster-maven-plugin different versions or dependencies, so that they cannot share them. Declare it once, with all its dependencies, in the parent's pluginManagement"
                            .formatted(clusters));
        }
    }

    /** The build is over, but nobody has heard of it: a failed teardown makes it red. */
    private synchronized void close(MavenSession ending) {
        List<BuildSession> open = new ArrayList<>(byDirectory.values());
        byDirectory.clear();
        for (BuildSession session : open) {
            try {
                session.close(ending.getResult().hasExceptions());
            } catch (LifecycleException | RuntimeException e) {
                ending.getResult().addException(new MojoExecutionException(Failures.text(e), e));
            }
        }
    }
}
