package dev.hivecluster.maven;

import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.PropertyNames;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Where a build keeps its clusters: in its root, so that all modules, and builds of a part of them, find the same. */
final class BuildRoot {
    private static final String DEFAULT_DIRECTORY = "clusters";

    private BuildRoot() {}

    /**
     * The directory of all clusters.
     *
     * @throws InvalidSettingException if what was given is no path, or the path of something else than a directory
     */
    static Path clusters(MavenSession session, ClusterSettings settings) {
        String directory = settings.given(PropertyNames.CLUSTERS_DIRECTORY).orElse(DEFAULT_DIRECTORY);
        if (directory.isBlank()) {
            throw noDirectory(directory);
        }
        try {
            Path path = of(session).resolve(directory).toAbsolutePath().normalize();
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw noDirectory(directory);
            }
            return path;
        } catch (InvalidPathException e) {
            throw noDirectory(directory);
        }
    }

    private static InvalidSettingException noDirectory(String given) {
        return new InvalidSettingException(
                PropertyNames.CLUSTERS_DIRECTORY, given, "the path of a directory", DEFAULT_DIRECTORY);
    }

    /** The directory with {@code .mvn}, else that of the topmost parent module, else the current directory. */
    static Path of(MavenSession session) {
        @Nullable File marked = session.getRequest().getMultiModuleProjectDirectory();
        if (marked != null && Files.isDirectory(marked.toPath().resolve(".mvn"))) {
            return marked.toPath();
        }
        @Nullable MavenProject top = session.getTopLevelProject();
        if (top == null || top.getFile() == null) {
            return Path.of(session.getRequest().getBaseDirectory());
        }
        return topmost(top);
    }

    /** A parent that lies beside or elsewhere is where things are shared from, not where the build is. */
    private static Path topmost(MavenProject module) {
        Path root = module.getBasedir().toPath();
        for (@Nullable MavenProject parent = module.getParent();
                parent != null
                        && parent.getFile() != null
                        && root.startsWith(parent.getBasedir().toPath());
                parent = parent.getParent()) {
            root = parent.getBasedir().toPath();
        }
        return root;
    }
}
