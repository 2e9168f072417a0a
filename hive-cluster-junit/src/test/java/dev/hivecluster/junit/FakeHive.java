package dev.hivecluster.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.hivecluster.configure.ConfigureException;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.deploy.FakeDeployer;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.CredentialsFile;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.Clusters;
import dev.hivecluster.lifecycle.ConfigurePhase;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.Lifecycle;
import dev.hivecluster.lifecycle.Limits;
import dev.hivecluster.lifecycle.Ownership;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Credentials;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.PropertyNames;
import dev.hivecluster.simulator.pki.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Machines in memory and a Hive that forms at once, for test classes that {@link EngineTestKit} runs with the extension.
 * Nothing answers on the machines.
 */
final class FakeHive {
    static final String SECRET_KEY = "s3cretS3cretS3cretS3cretS3cretS3cretS3cr";

    private static final String PARAMETER = "fake.hive";
    private static final String CERTIFICATE =
            CertificateAuthority.create(Clock.systemUTC()).certificatePem();
    private static final Map<String, FakeHive> ALL = new ConcurrentHashMap<>();

    final FakeDeployer deployer = new FakeDeployer("simulated");
    final List<String> console = new CopyOnWriteArrayList<>();
    final Path clusters;
    private final AtomicReference<ConfigureException> failure = new AtomicReference<>();
    private final Map<String, String> properties = new ConcurrentHashMap<>();

    FakeHive(Path clusters) {
        this.clusters = clusters;
        properties.put("hive.clustersDirectory", clusters.toString());
    }

    /** Sets a system property, as the tests see them. */
    FakeHive with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    void failNextConfigure(String message) {
        failure.set(new ConfigureException(message));
    }

    /** Runs test classes, each of which has {@link Installed} among its extensions. */
    EngineExecutionResults run(Class<?>... classes) {
        return run(Map.of(), classes);
    }

    EngineExecutionResults run(Map<String, String> configuration, Class<?>... classes) {
        String id = UUID.randomUUID().toString();
        ALL.put(id, this);
        try {
            EngineTestKit.Builder engine = EngineTestKit.engine("junit-jupiter").configurationParameter(PARAMETER, id);
            configuration.forEach(engine::configurationParameter);
            for (Class<?> type : classes) {
                engine.selectors(selectClass(type));
            }
            return engine.execute();
        } finally {
            ALL.remove(id);
        }
    }

    Wiring wiring() {
        return new Wiring(
                directory -> new HiveClusters(directory, Deployers.of(deployer), Clock.systemUTC()),
                this::lifecycle,
                properties(),
                owner -> false,
                Clock.systemUTC());
    }

    Lifecycle lifecycle(Path directory) {
        return new Lifecycle(new Clusters(directory), Deployers.of(deployer), configurePhase(), Clock.systemUTC());
    }

    /** A cluster that somebody made before the tests, in the directory of all clusters, as far as the given phase. */
    ClusterRecord standing(String name, int nodes, Phase phase) {
        ClusterSettings settings =
                ClusterSettings.of(Map.of(PropertyNames.CLUSTER, name, PropertyNames.NODES, Integer.toString(nodes)));
        Owner owner = Owner.current("a build");
        try (EventStream events = new EventStream(Clock.systemUTC(), List.of())) {
            Lifecycle lifecycle = lifecycle(clusters);
            ClusterSpec spec = lifecycle.resolve(settings, Optional.empty());
            lifecycle.up(spec, new Ownership(owner, false, Optional.empty()), Limits.DEFAULT.up(), events);
            if (phase != Phase.PROVISIONED) {
                lifecycle.configure(spec.name(), owner, false, Limits.DEFAULT.configure(), events);
            }
            if (phase == Phase.DESTROYED) {
                lifecycle.down(spec.name(), owner, Limits.DEFAULT.down(), events);
            }
            return directory(name).record().orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    ClusterDirectory directory(String name) {
        return new ClusterDirectory(clusters, new ClusterName(name));
    }

    /** The records of all clusters that were made and not purged. */
    List<ClusterRecord> records() {
        Clusters all = new Clusters(clusters);
        try {
            return all.names().stream().map(name -> record(all, name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClusterRecord record(Clusters all, ClusterName name) {
        try {
            return all.cluster(name).record().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurePhase configurePhase() {
        return this::configure;
    }

    private Endpoints configure(
            ClusterSpec spec,
            Inventory inventory,
            ClusterDirectory directory,
            boolean reform,
            Activity activity,
            Duration limit)
            throws ConfigureException {
        ConfigureException fails = failure.getAndSet(null);
        if (fails != null) {
            throw fails;
        }
        Endpoints endpoints = new Endpoints(
                spec.region(),
                spec.availabilityZone(),
                "hive-fake",
                inventory.nodes().stream().map(Node::endpoints).toList());
        try {
            AtomicFiles.write(directory.caCertificate(), CERTIFICATE);
            CredentialsFile.write(directory.credentialsFile(), new Credentials("AKIATESTTESTTESTTEST", SECRET_KEY));
            AtomicFiles.write(directory.endpointsFile(), Json.write(endpoints));
        } catch (IOException e) {
            throw new ConfigureException("the files cannot be written", e);
        }
        return endpoints;
    }

    /** Puts the fake under the extension, before anything asks it for a cluster. */
    static final class Installed implements ExecutionCondition {
        @Override
        @SuppressWarnings("deprecation") // The only method that every JUnit from 5.10 to 6 has.
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<FakeHive> fake =
                    context.getConfigurationParameter(PARAMETER).map(ALL::get);
            fake.ifPresent(hive -> context.getRoot()
                    .getStore(TestRun.NAMESPACE)
                    .getOrComputeIfAbsent(TestRun.class, key -> new TestRun(hive.wiring(), hive.console::add)));
            return fake.isPresent()
                    ? ConditionEvaluationResult.enabled("on a fake")
                    : ConditionEvaluationResult.disabled("is run by a test of the extension only");
        }
    }
}
