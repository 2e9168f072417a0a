package dev.hivecluster.simulator;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class path for the simulator's process: what this JVM was given, in whichever way. A Maven plugin runs in a class
 * loader of its own, a forked test JVM has one jar whose manifest lists the others, a modular application has a module
 * path.
 */
final class SimulatorClasspath {
    private final Set<Path> seen = new HashSet<>();
    private final Set<Path> entries = new LinkedHashSet<>();

    private SimulatorClasspath() {}

    /**
     * The class path that this JVM was given.
     *
     * @param loader the class loader that knows the simulator
     * @param needed a class of each library that a container may keep elsewhere; its place is added if it is missing
     * @throws IOException if a needed class does not come from a file or directory
     */
    static List<Path> of(@Nullable ClassLoader loader, Class<?>... needed) throws IOException {
        return of(
                loader,
                ClassLoader.getSystemClassLoader(),
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path", ""),
                needed);
    }

    /**
     * @param system the class loader to which the two paths belong
     * @param classPath the value of {@code java.class.path}
     * @param modulePath the value of {@code jdk.module.path}
     */
    static List<Path> of(
            @Nullable ClassLoader loader, ClassLoader system, String classPath, String modulePath, Class<?>... needed)
            throws IOException {
        SimulatorClasspath path = new SimulatorClasspath();
        boolean knowsSystem = false;
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            knowsSystem |= each == system;
            if (each instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    path.add(url);
                }
            }
        }
        if (knowsSystem || path.entries.isEmpty()) {
            path.addClassPath(classPath);
            path.addModulePath(modulePath);
        }
        for (Class<?> each : needed) {
            path.addPlaceOf(each);
        }
        return List.copyOf(path.entries);
    }

    private void addClassPath(String value) throws IOException {
        for (String entry : value.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                add(Path.of(entry));
            }
        }
    }

    /** Adds modules, and those in directories of modules. */
    private void addModulePath(String value) throws IOException {
        for (String entry : value.split(File.pathSeparator, -1)) {
            Path place = Path.of(entry);
            if (entry.isEmpty() || !Files.exists(place)) {
                continue;
            }
            if (Files.isRegularFile(place) || isModule(place)) {
                add(place);
                continue;
            }
            List<Path> modules;
            try (Stream<Path> inside = Files.list(place)) {
                modules = inside.filter(module -> module.toString().endsWith(".jar") || isModule(module))
                        .sorted()
                        .toList();
            }
            for (Path module : modules) {
                add(module);
            }
        }
    }

    private static boolean isModule(Path directory) {
        return Files.exists(directory.resolve("module-info.class"));
    }

    private void addPlaceOf(Class<?> needed) throws IOException {
        CodeSource source = needed.getProtectionDomain().getCodeSource();
        URL place = source == null ? null : source.getLocation();
        if (place == null || !add(place)) {
            throw new IOException(
                    "%s comes from %s, which is no file or directory; the simulator's process cannot be started from it"
                            .formatted(needed.getName(), place));
        }
    }

    /** Whether the URL names something that can be on a class path. */
    private boolean add(URL url) throws IOException {
        if (!url.getProtocol().equals("file")) {
            return false;
        }
        Path place;
        try {
            place = Path.of(url.toURI());
        } catch (URISyntaxException e) {
            // Not every container escapes the blanks in its URLs.
            place = Path.of(url.getPath());
        }
        add(place);
        return true;
    }

    private void add(Path place) throws IOException {
        Path entry = place.toAbsolutePath().normalize();
        if (!seen.add(entry) || !Files.exists(entry)) {
            return;
        }
        List<URL> listed = List.of();
        boolean onlyLists = false;
        if (Files.isRegularFile(entry)) {
            try (JarFile jar = new JarFile(entry.toFile(), false)) {
                listed = listedIn(jar, entry);
                onlyLists = !listed.isEmpty()
                        && jar.stream().allMatch(inside -> inside.getName().startsWith("META-INF/"));
            }
        }
        if (!onlyLists) {
            entries.add(entry);
        }
        for (URL url : listed) {
            add(url);
        }
    }

    private static List<URL> listedIn(JarFile jar, Path place) throws IOException {
        Optional<String> listed = Optional.ofNullable(jar.getManifest())
                .map(Manifest::getMainAttributes)
                .map(attributes -> attributes.getValue(Attributes.Name.CLASS_PATH));
        List<URL> urls = new ArrayList<>();
        if (listed.isPresent()) {
            URL base = place.toUri().toURL();
            for (String entry : listed.get().strip().split("\\s+", -1)) {
                urls.add(new URL(base, entry));
            }
        }
        return urls;
    }
}
