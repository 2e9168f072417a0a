package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterPointer;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.PropertyNames;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLocatorTest {
    private static final Owner BUILD = Owner.current("the build");
    private static final Owner ANOTHER = Owner.current("another build");

    @TempDir
    private Path project;

    private FakeHive hive;
    private final Map<String, String> properties = new TreeMap<>();

    @BeforeEach
    void project_with_a_base_directory() {
        hive = new FakeHive(project.resolve("clusters"));
        properties.put("basedir", project.toString());
    }

    @Test
    void where_nothing_points_to_a_cluster_there_is_none() {
        assertThat(find()).isEmpty();
    }

    @Test
    void a_pointer_below_surefires_base_directory_is_followed() throws Exception {
        point(hive.standing("demo", 3, Phase.CONFIGURED), ANOTHER);

        assertThat(find()).map(found -> found.record().name().value()).contains("demo");
    }

    @Test
    void a_pointer_beside_the_class_comes_before_the_base_directory() throws Exception {
        point(hive.standing("demo", 3, Phase.CONFIGURED), ANOTHER);
        Path build = project.resolve("module/out");
        ClusterPointer.to(hive.directory("mine"), hive.standing("mine", 3, Phase.CONFIGURED), ANOTHER)
                .write(build);

        try (URLClassLoader loader = loaderOf(build.resolve("classes"))) {
            Class<?> type = loader.loadClass(Here.class.getName());

            assertThat(locator().find(new ClusterDemand(type, Optional.empty(), Map.of(), Optional.empty())))
                    .map(found -> found.record().name().value())
                    .contains("mine");
        }
    }

    @Test
    void the_system_property_comes_before_every_pointer() throws Exception {
        point(hive.standing("demo", 3, Phase.CONFIGURED), ANOTHER);
        hive.standing("given", 3, Phase.CONFIGURED);
        properties.put(
                PropertyNames.CLUSTER_DIRECTORY, hive.directory("given").path().toString());

        assertThat(find()).map(found -> found.record().name().value()).contains("given");
    }

    @Test
    void a_system_property_that_names_no_standing_cluster_is_an_error() {
        properties.put(
                PropertyNames.CLUSTER_DIRECTORY, hive.directory("given").path().toString());

        assertThatThrownBy(this::find)
                .hasMessageContaining("-Dhive.cluster.directory=" + hive.directory("given"))
                .hasMessageContaining("does not stand")
                .hasMessageContaining(GoalCommand.of(hive.directory("given"), "up", "configure"));
    }

    @Test
    void a_system_property_that_names_no_clusters_directory_is_an_error() {
        properties.put(
                PropertyNames.CLUSTER_DIRECTORY,
                project.resolve("Not A Cluster").toString());

        assertThatThrownBy(this::find)
                .hasMessageContaining("Not A Cluster is not the directory of a cluster, such as clusters/hive-e2e");
    }

    @Test
    void a_system_property_that_names_another_cluster_than_the_class_is_an_error() {
        hive.standing("given", 3, Phase.CONFIGURED);
        properties.put(
                PropertyNames.CLUSTER_DIRECTORY, hive.directory("given").path().toString());

        assertThatThrownBy(() -> find("other")).hasMessageContaining("to be named other");
    }

    @Test
    void a_pointer_to_a_destroyed_cluster_is_a_leftover() throws Exception {
        point(hive.standing("demo", 3, Phase.DESTROYED), ANOTHER);

        assertThat(find()).isEmpty();
    }

    @Test
    void a_pointer_to_a_cluster_that_was_made_anew_is_a_leftover() throws Exception {
        hive.standing("demo", 3, Phase.CONFIGURED);
        new ClusterPointer(
                        new ClusterName("demo"), hive.directory("demo").path(), Optional.of("an older record"), ANOTHER)
                .write(target());

        assertThat(find()).isEmpty();
    }

    @Test
    void a_pointer_to_a_cluster_whose_owner_was_killed_is_a_leftover() throws Exception {
        ClusterRecord record = hive.standing("demo", 3, Phase.CONFIGURED);
        hive.directory("demo").write(record.withOwner(new Owner(BUILD.host(), 0, Instant.EPOCH, "killed")));
        point(record, ANOTHER);

        assertThat(find()).isEmpty();
    }

    @Test
    void a_promise_of_another_process_counts_for_nothing() throws Exception {
        ClusterPointer.promise(hive.directory("demo"), ANOTHER).write(target());

        assertThat(find()).isEmpty();
    }

    @Test
    void a_promise_that_this_build_did_not_keep_is_an_error() throws Exception {
        ClusterPointer.promise(hive.directory("demo"), BUILD).write(target());

        assertThatThrownBy(this::find)
                .isInstanceOf(HiveClusterException.class)
                .hasMessageContaining(Here.class.getName())
                .hasMessageContaining("promised cluster demo and has not made it");
    }

    @Test
    void a_cluster_of_this_build_that_is_gone_is_an_error() throws Exception {
        point(hive.standing("demo", 3, Phase.DESTROYED), BUILD);

        assertThatThrownBy(this::find)
                .hasMessageContaining("cluster demo, which this build made, does not stand any more");
    }

    @Test
    void a_cluster_that_is_not_configured_is_an_error_that_says_what_to_call() throws Exception {
        point(hive.standing("demo", 3, Phase.PROVISIONED), ANOTHER);

        assertThatThrownBy(this::find)
                .hasMessageContaining("cluster demo is PROVISIONED, not CONFIGURED")
                .hasMessageContaining("call " + GoalCommand.of(hive.directory("demo"), "configure"));
    }

    @Test
    void of_several_clusters_the_name_selects() throws Exception {
        point(hive.standing("one", 3, Phase.CONFIGURED), BUILD);
        point(hive.standing("two", 3, Phase.CONFIGURED), BUILD);

        assertThat(find("two")).map(found -> found.record().name().value()).contains("two");
    }

    @Test
    void of_several_clusters_the_system_property_selects_if_the_class_does_not() throws Exception {
        point(hive.standing("one", 3, Phase.CONFIGURED), BUILD);
        point(hive.standing("two", 3, Phase.CONFIGURED), BUILD);
        properties.put(PropertyNames.CLUSTER, "two");

        assertThat(find()).map(found -> found.record().name().value()).contains("two");
    }

    @Test
    void the_cluster_of_this_build_goes_before_one_that_another_keeps() throws Exception {
        point(hive.standing("kept", 3, Phase.CONFIGURED), ANOTHER);
        point(hive.standing("made", 3, Phase.CONFIGURED), BUILD);

        assertThat(find()).map(found -> found.record().name().value()).contains("made");
        assertThat(find("kept")).map(found -> found.record().name().value()).contains("kept");
    }

    @Test
    void several_clusters_without_a_name_are_ambiguous() throws Exception {
        point(hive.standing("one", 3, Phase.CONFIGURED), BUILD);
        point(hive.standing("two", 3, Phase.CONFIGURED), BUILD);

        assertThatThrownBy(this::find)
                .hasMessageContaining("ambiguous")
                .hasMessageContaining("one, two")
                .hasMessageContaining("@HiveCluster(name = \"one\")");
    }

    @Test
    void a_name_that_this_build_does_not_know_is_an_error() throws Exception {
        point(hive.standing("one", 3, Phase.CONFIGURED), BUILD);

        assertThatThrownBy(() -> find("three")).hasMessageContaining("named three, but this build has only one");
    }

    @Test
    void a_name_that_only_another_build_does_not_know_is_made() throws Exception {
        point(hive.standing("one", 3, Phase.CONFIGURED), ANOTHER);

        assertThat(find("three")).isEmpty();
    }

    @Test
    void a_pointer_that_cannot_be_read_is_named() throws Exception {
        Path broken = target().resolve("hive-clusters/demo.json");
        Files.createDirectories(broken.getParent());
        Files.writeString(broken, "{");

        assertThatThrownBy(this::find)
                .hasMessageContaining(Here.class.getName())
                .hasMessageContaining(broken.toString());
    }

    @Test
    void this_process_and_those_that_started_it_count_as_the_ones_that_did() {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();

        assertThat(Owner.current("here").hasStartedThisProcess()).isTrue();
        assertThat(new Owner(BUILD.host(), parent.pid(), Instant.EPOCH, "above").hasStartedThisProcess())
                .isTrue();
        assertThat(new Owner(BUILD.host(), 0, Instant.EPOCH, "nobody").hasStartedThisProcess())
                .isFalse();
        assertThat(new Owner("elsewhere", parent.pid(), Instant.EPOCH, "away").hasStartedThisProcess())
                .isFalse();
    }

    private Optional<FoundCluster> find() {
        return locator().find(new ClusterDemand(Here.class, Optional.empty(), Map.of(), Optional.empty()));
    }

    private Optional<FoundCluster> find(String name) {
        return locator()
                .find(new ClusterDemand(Here.class, Optional.of(new ClusterName(name)), Map.of(), Optional.empty()));
    }

    private ClusterLocator locator() {
        return new ClusterLocator(properties, BUILD::equals, Clock.systemUTC());
    }

    private void point(ClusterRecord record, Owner writer) throws Exception {
        ClusterDirectory directory = hive.directory(record.name().value());
        ClusterPointer.to(directory, record, writer).write(target());
    }

    private Path target() {
        return project.resolve("target");
    }

    /** Loads {@link Here} from a directory of its own. */
    private static URLClassLoader loaderOf(Path classes) throws Exception {
        String file = Here.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(classes.resolve(file).getParent());
        try (InputStream bytes = Here.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(bytes, classes.resolve(file));
        }
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
    }

    static final class Here {}
}
