package dev.hivecluster.maven;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.DefaultRepositorySystemSession;

/** A Maven session over modules whose effective POMs a test writes down, without a Maven that runs. */
final class MavenFixture {
    static final String PLUGIN = "dev.hivecluster:hive-cluster-maven-plugin";

    final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    private final Path root;
    private final List<MavenProject> projects = new ArrayList<>();

    MavenFixture(Path root) {
        this.root = root;
        request.setBaseDirectory(root.toFile());
        request.setMultiModuleProjectDirectory(root.toFile());
    }

    /** A module in a directory below the root, with these plugins and properties in its POM. */
    MavenProject module(String artifactId, String directory, String content) {
        try {
            Path pom = Files.createDirectories(root.resolve(directory)).resolve("pom.xml");
            String text = """
                    <project><groupId>g</groupId><artifactId>%s</artifactId><version>1</version>%s</project>
                    """.formatted(artifactId, content);
            Files.writeString(pom, text);
            Model model = new MavenXpp3Reader().read(new StringReader(text));
            if (model.getBuild() == null) {
                model.setBuild(new Build());
            }
            model.getBuild().setDirectory(pom.resolveSibling("target").toString());
            model.getBuild()
                    .setTestOutputDirectory(
                            pom.resolveSibling("target/test-classes").toString());
            MavenProject project = new MavenProject(model);
            project.setFile(pom.toFile());
            projects.add(project);
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XmlPullParserException e) {
            throw new IllegalArgumentException(content, e);
        }
    }

    MavenProject module(String artifactId, String content) {
        return module(artifactId, artifactId, content);
    }

    /** This plugin, with these executions and this configuration. */
    static String hive(String content) {
        return plugin("dev.hivecluster", "hive-cluster-maven-plugin", content);
    }

    static String failsafe(String content) {
        return plugin("org.apache.maven.plugins", "maven-failsafe-plugin", content);
    }

    static String execution(String id, String configuration, String... goals) {
        return "<execution><id>%s</id><goals>%s</goals><configuration>%s</configuration></execution>"
                .formatted(
                        id,
                        String.join(
                                "",
                                Arrays.stream(goals)
                                        .map("<goal>%s</goal>"::formatted)
                                        .toList()),
                        configuration);
    }

    static String executions(String... executions) {
        return "<executions>" + String.join("", executions) + "</executions>";
    }

    static String build(String... plugins) {
        return "<build><plugins>" + String.join("", plugins) + "</plugins></build>";
    }

    private static String plugin(String groupId, String artifactId, String content) {
        return "<plugin><groupId>%s</groupId><artifactId>%s</artifactId><version>1</version>%s</plugin>"
                .formatted(groupId, artifactId, content);
    }

    /** The session, with the modules in the order in which they were added. */
    @SuppressWarnings("deprecation")
    MavenSession session(String... goals) {
        request.setGoals(List.of(goals));
        MavenSession session = new MavenSession(
                null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
        session.setProjects(projects);
        return session;
    }

    /** A user's {@code -Dname=value}. */
    MavenFixture with(String name, String value) {
        request.getUserProperties().setProperty(name, value);
        return this;
    }

    static MojoExecution byHand(String goal) {
        return new MojoExecution(descriptor(goal), "default-cli", MojoExecution.Source.CLI);
    }

    static MojoExecution bound(String goal) {
        return new MojoExecution(descriptor(goal), "default", MojoExecution.Source.LIFECYCLE);
    }

    private static MojoDescriptor descriptor(String goal) {
        PluginDescriptor plugin = new PluginDescriptor();
        plugin.setGroupId("dev.hivecluster");
        plugin.setArtifactId("hive-cluster-maven-plugin");
        plugin.setVersion("1");
        MojoDescriptor mojo = new MojoDescriptor();
        mojo.setGoal(goal);
        mojo.setPluginDescriptor(plugin);
        return mojo;
    }
}
