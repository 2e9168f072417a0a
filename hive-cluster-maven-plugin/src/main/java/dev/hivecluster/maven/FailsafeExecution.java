package dev.hivecluster.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An execution of Failsafe in a module, as its POM configures it.
 *
 * @param id the execution's id
 * @param reportsDirectory where it writes the reports of the test classes
 * @param summaryFile where it writes its summary
 * @param testClasses the directory of compiled tests
 * @param includes which classes are tests, as patterns of paths
 * @param excludes which of them are not
 * @param selective whether something else decides which tests run, such as a group, a name or a skip
 */
record FailsafeExecution(
        String id,
        Path reportsDirectory,
        Path summaryFile,
        Path testClasses,
        List<String> includes,
        List<String> excludes,
        boolean selective) {
    /** What Failsafe includes unless it is told otherwise. */
    static final List<String> DEFAULT_INCLUDES = List.of("**/IT*.java", "**/*IT.java", "**/*ITCase.java");

    /** What Failsafe excludes unless it is told otherwise: nested classes. */
    static final List<String> DEFAULT_EXCLUDES = List.of("**/*$*");

    /** A pattern of Failsafe that is more than a path. */
    private static final Pattern BEYOND_PATHS = Pattern.compile("[%#!]");

    FailsafeExecution {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** Whether it is certain that it has tests to run; where that cannot be known, it is not. */
    boolean plansTests() throws IOException {
        boolean beyond = Stream.concat(includes.stream(), excludes.stream())
                .anyMatch(pattern -> BEYOND_PATHS.matcher(pattern).find());
        if (selective || beyond || !Files.isDirectory(testClasses)) {
            return false;
        }
        List<Pattern> included = includes.stream().map(FailsafeExecution::path).toList();
        List<Pattern> excluded = excludes.stream().map(FailsafeExecution::path).toList();
        try (Stream<Path> files = Files.walk(testClasses)) {
            return files.map(file -> testClasses.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class"))
                    .anyMatch(name -> matches(included, name) && !matches(excluded, name));
        }
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** A pattern with {@code **}, {@code *} and {@code ?} that is written with the name of a source or of a class. */
    private static Pattern path(String pattern) {
        String classes = pattern.replaceFirst("\\.(java|class)$", "");
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < classes.length(); i++) {
            if (classes.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (classes.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (classes.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (classes.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(classes.charAt(i))));
            }
        }
        return Pattern.compile(regex + "\\.class");
    }
}
