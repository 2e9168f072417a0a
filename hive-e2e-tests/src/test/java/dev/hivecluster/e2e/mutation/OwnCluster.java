package dev.hivecluster.e2e.mutation;

import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Session;
import dev.hivecluster.lifecycle.UpRequest;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.PropertyNames;
import dev.hivecluster.report.ConsoleReader;
import dev.hivecluster.report.Readers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Gives the classes of this process a cluster of their own, though their build has made one: on a shared one, what the
 * tests of other processes make and leave would count. It stands before a class asks for its cluster, and until what was
 * opened on it is closed.
 */
final class OwnCluster implements TestInstancePreConstructCallback {
    private static final String NODES = "3";
    private static final Path DIRECTORY = Path.of("target", "clusters").toAbsolutePath();

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext instance, ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(OwnCluster.class))
                .computeIfAbsent(OwnCluster.class, any -> Standing.of(instance.getTestClass()), Standing.class);
    }

    private record Standing(Session session) implements AutoCloseable {
        static Standing of(Class<?> type) {
            ClusterName name = new ClusterName(type.getSimpleName().toLowerCase(Locale.ROOT));
            Owner owner = Owner.current("tests on " + name);
            Session session = new Session(
                    HiveClusters.in(DIRECTORY, type.getClassLoader()).lifecycle(),
                    owner,
                    cluster -> new EventStream(
                            Clock.systemUTC(),
                            Readers.of(cluster, owner, new ConsoleReader(line -> System.out.println(line.text())))),
                    true);
            try {
                UpRequest request = UpRequest.of(settings(name), "tests", Set.of(), false);
                session.up(request);
                session.configure(name, request.limits(), false);
            } catch (LifecycleException e) {
                throw new IllegalStateException("no cluster for " + type.getName(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a cluster was made for " + type.getName(), e);
            }
            System.setProperty(
                    PropertyNames.CLUSTER_DIRECTORY,
                    DIRECTORY.resolve(name.value()).toString());
            return new Standing(session);
        }

        private static ClusterSettings settings(ClusterName name) {
            Map<String, String> settings = new TreeMap<>();
            System.getProperties()
                    .stringPropertyNames()
                    .forEach(property -> settings.put(property, System.getProperty(property, "")));
            settings.put(PropertyNames.CLUSTER, name.value());
            settings.put(PropertyNames.NODES, NODES);
            settings.put(PropertyNames.DEPLOYER, "simulated");
            return ClusterSettings.of(settings);
        }

        @Override
        public void close() throws LifecycleException {
            System.clearProperty(PropertyNames.CLUSTER_DIRECTORY);
            session.close();
        }
    }
}
