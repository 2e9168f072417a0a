package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorClasspathTest {
    private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    @TempDir
    Path directory;

    @Test
    void in_an_ide_it_is_the_class_path_without_what_does_not_exist() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path library = jar("library.jar", "", "some/Class.class");

        assertThat(SimulatorClasspath.of(
                        SYSTEM, SYSTEM, path(classes, directory.resolve("missing"), Path.of(""), library, classes), ""))
                .containsExactly(classes, library);
    }

    @Test
    void relative_entries_become_absolute_since_the_process_runs_elsewhere() throws IOException {
        assertThat(SimulatorClasspath.of(SYSTEM, SYSTEM, "src", ""))
                .containsExactly(Path.of("src").toAbsolutePath());
    }

    @Test
    void in_a_maven_plugin_it_is_what_the_realm_lists_and_not_what_launched_maven() throws IOException {
        Path plugin = jar("plugin one.jar", "", "some/Class.class");
        Path library = jar("library.jar", "", "some/Other.class");
        Path launcher = jar("launcher.jar", "", "some/Launcher.class");
        try (URLClassLoader realm = new URLClassLoader(new URL[] {url(plugin), url(library)}, PLATFORM)) {
            assertThat(SimulatorClasspath.of(realm, SYSTEM, path(launcher), "")).containsExactly(plugin, library);
        }
    }

    @Test
    void a_needed_library_that_maven_itself_brings_is_added_to_the_realm() throws IOException {
        Path plugin = jar("plugin.jar", "", "some/Class.class");
        try (URLClassLoader realm = new URLClassLoader(new URL[] {url(plugin)}, PLATFORM)) {
            assertThat(SimulatorClasspath.of(realm, SYSTEM, "", "", org.slf4j.LoggerFactory.class))
                    .hasSize(2)
                    .startsWith(plugin)
                    .last()
                    .asString()
                    .contains("slf4j-api");
        }
    }

    @Test
    void a_loader_above_the_application_sees_both() throws IOException {
        Path plugin = jar("plugin.jar", "", "some/Class.class");
        Path application = jar("application.jar", "", "some/Other.class");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url(plugin)}, SYSTEM)) {
            assertThat(SimulatorClasspath.of(loader, SYSTEM, path(application), ""))
                    .containsExactly(plugin, application);
        }
    }

    @Test
    void urls_with_blanks_that_nobody_escaped_are_understood() throws IOException {
        Path plugin = jar("plugin one.jar", "", "some/Class.class");
        try (URLClassLoader realm = new URLClassLoader(new URL[] {new URL("file:" + plugin)}, PLATFORM)) {
            assertThat(SimulatorClasspath.of(realm, SYSTEM, "", "")).containsExactly(plugin);
        }
    }

    @Test
    void in_a_forked_test_jvm_the_jar_that_only_lists_others_is_replaced_by_them() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("test classes"));
        Path library = jar("library.jar", "", "some/Class.class");
        Path booter = jar("booter.jar", classes.toUri() + " library.jar gone.jar");

        assertThat(SimulatorClasspath.of(SYSTEM, SYSTEM, path(booter), "")).containsExactly(classes, library);
    }

    @Test
    void a_library_that_lists_others_stays_and_lists_without_an_end_are_read_once() throws IOException {
        Path one = jar("one.jar", "two.jar", "some/Class.class");
        Path two = jar("two.jar", "one.jar", "some/Other.class");

        assertThat(SimulatorClasspath.of(SYSTEM, SYSTEM, path(one), "")).containsExactly(one, two);
    }

    @Test
    void a_modular_application_has_its_modules_in_files_and_directories() throws IOException {
        Path modules = Files.createDirectory(directory.resolve("modules"));
        Path packed = jar("modules/packed.jar", "", "some/Class.class");
        Path exploded = Files.createDirectory(modules.resolve("exploded"));
        Files.createFile(exploded.resolve("module-info.class"));
        Files.createFile(modules.resolve("README"));
        Path single = jar("single.jar", "", "some/Other.class");

        assertThat(SimulatorClasspath.of(
                        SYSTEM, SYSTEM, "", path(modules, single, exploded, directory.resolve("missing"))))
                .containsExactly(exploded, packed, single);
    }

    @Test
    void what_a_container_keeps_in_no_file_is_an_error_that_names_it() {
        assertThatThrownBy(() -> SimulatorClasspath.of(SYSTEM, SYSTEM, "", "", String.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("no file or directory");
    }

    @Test
    void what_this_jvm_was_given_is_enough_for_the_simulator() throws Exception {
        List<Path> path = SimulatorClasspath.of(SimulatorMain.class.getClassLoader(), SimulatorMain.class);
        URL[] urls = new URL[path.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = url(path.get(i));
        }

        try (URLClassLoader alone = new URLClassLoader(urls, PLATFORM)) {
            for (String needed : List.of(
                    SimulatorMain.class.getName(),
                    "org.apache.sshd.server.SshServer",
                    "tools.jackson.databind.json.JsonMapper",
                    "picocli.CommandLine",
                    "software.amazon.awssdk.services.ec2.Ec2Client")) {
                assertThat(Class.forName(needed, false, alone).getClassLoader()).isSameAs(alone);
            }
        }
    }

    private static String path(Path... entries) {
        return String.join(
                File.pathSeparator,
                List.of(entries).stream().map(Path::toString).toList());
    }

    private static URL url(Path file) throws IOException {
        return file.toUri().toURL();
    }

    private Path jar(String name, String classPath, String... classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!classPath.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String each : classes) {
                jar.putNextEntry(new JarEntry(each));
                jar.closeEntry();
            }
        }
        return file;
    }
}
