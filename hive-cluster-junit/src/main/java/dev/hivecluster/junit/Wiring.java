package dev.hivecluster.junit;

import dev.hivecluster.directory.Owner;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.Lifecycle;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the extension builds on; the tests of the extension build it on something else.
 *
 * @param clusters the clusters of a directory
 * @param lifecycles the phases of the clusters of a directory
 * @param properties the system properties
 * @param startedUs whether a process is the one that started these tests
 */
record Wiring(
        Function<Path, HiveClusters> clusters,
        Function<Path, Lifecycle> lifecycles,
        Map<String, String> properties,
        Predicate<Owner> startedUs,
        Clock clock) {

    static Wiring real() {
        ClassLoader loader = Wiring.class.getClassLoader();
        Map<String, String> properties = new TreeMap<>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, System.getProperty(name, "")));
        return new Wiring(
                directory -> HiveClusters.in(directory, loader),
                directory -> HiveClusters.in(directory, loader).lifecycle(),
                properties,
                Owner::hasStartedThisProcess,
                Clock.systemUTC());
    }
}
