package dev.hivecluster.junit;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The directories in which a build leaves things for a test class. */
final class BuildDirectories {
    /** Set by Surefire and Failsafe in the processes that they start. */
    private static final String BASEDIR = "basedir";

    private static final String TARGET = "target";

    private BuildDirectories() {}

    /** Where pointers of a test class may lie, the likeliest first. */
    static List<Path> of(Class<?> testClass, Map<String, String> properties) {
        List<Path> found = new ArrayList<>();
        besides(testClass).ifPresent(found::add);
        String basedir = properties.get(BASEDIR);
        if (basedir != null) {
            found.add(Path.of(basedir, TARGET).toAbsolutePath().normalize());
        }
        return found.stream().distinct().toList();
    }

    /** Maven's build directory of a test class, where it has one. */
    static Optional<Path> maven(Class<?> testClass, Map<String, String> properties) {
        return of(testClass, properties).stream()
                .filter(directory -> directory.endsWith(TARGET) && Files.isDirectory(directory))
                .findFirst();
    }

    /** {@code target} for what was compiled to {@code target/test-classes}. */
    private static Optional<Path> besides(Class<?> testClass) {
        CodeSource source = testClass.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Path.of(source.getLocation().toURI())
                    .toAbsolutePath()
                    .normalize()
                    .getParent());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notAFile) {
            return Optional.empty();
        }
    }
}
