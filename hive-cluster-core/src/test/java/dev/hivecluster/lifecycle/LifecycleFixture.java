package dev.hivecluster.lifecycle;

import dev.hivecluster.configure.ConfigureException;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.deploy.FakeDeployer;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.report.Readers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A lifecycle whose machines and whose Hive are fakes in memory, with a clock that a test sets. */
final class LifecycleFixture {
    static final ClusterName DEMO = new ClusterName("demo");

    final FakeDeployer deployer = new FakeDeployer();
    final FakeConfigurePhase hive = new FakeConfigurePhase();
    final SettableClock clock = new SettableClock();
    final Owner owner = Owner.current("this-session");
    final Lifecycle lifecycle;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    LifecycleFixture(Path clusters) {
        lifecycle = new Lifecycle(new Clusters(clusters), Deployers.of(deployer), hive, clock);
    }

    Session session() {
        return session(owner, false);
    }

    Session session(Owner responsible, boolean purge) {
        return new Session(lifecycle, responsible, directory -> new EventStream(clock, List.of(events::add)), purge);
    }

    /** A session whose events are kept in the cluster's directory, as a build's are. */
    Session sessionThatKeepsEvents() {
        return new Session(lifecycle, owner, this::keptEvents, false);
    }

    EventStream keptEvents(ClusterDirectory directory) {
        return new EventStream(clock, Readers.of(directory, owner, events::add));
    }

    /** Records that the cluster is kept, as a build does that keeps it. */
    ClusterRecord keep(Duration ttl) throws Exception {
        try (EventStream stream = new EventStream(clock, List.of(events::add))) {
            return lifecycle.keep(DEMO, ttl, stream);
        }
    }

    /** A reaper whose events are kept as a build's are. */
    Reaper reaper() {
        return new Reaper(
                lifecycle,
                owner,
                ClusterSettings.of(Map.of()),
                this::keptEvents,
                () -> new EventStream(clock, List.of(events::add)));
    }

    /** A process that is gone: nothing has process id 0. */
    static Owner goneOwner() {
        Owner self = Owner.current("gone-session");
        return new Owner(self.host(), 0, Instant.EPOCH, "gone-session");
    }

    /** A process other than this one that lives: the one that started it. */
    static Owner livingOwner() {
        Owner self = Owner.current("other-session");
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        return new Owner(self.host(), parent.pid(), parent.info().startInstant().orElseThrow(), "other-session");
    }

    UpRequest bound(String... settings) {
        return UpRequest.of(settings(settings), "module", Set.of(), false);
    }

    UpRequest byHand(String... settings) {
        return UpRequest.of(settings(settings), "by hand", Set.of(), true);
    }

    /** Settings for the cluster {@code demo} on the fake deployer, each given as {@code name=value}. */
    static ClusterSettings settings(String... settings) {
        Map<String, String> properties = new TreeMap<>(Map.of("hive.cluster", "demo", "hive.deployer", "fake"));
        for (String setting : settings) {
            properties.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return ClusterSettings.of(properties);
    }

    ClusterDirectory directory() {
        return lifecycle.clusters().cluster(DEMO);
    }

    ClusterRecord record() {
        try {
            return directory().record().orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Phase phase() {
        return record().phase();
    }

    /** How many machines the backend has for the cluster. */
    int machines() {
        try {
            return deployer.machines(directory()).size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What people were told, in order. */
    List<String> messages() {
        return events.stream()
                .flatMap(event -> event instanceof Event.Progress progress
                        ? Optional.of(progress.message()).stream()
                        : Optional.<String>empty().stream())
                .toList();
    }

    /** What people were warned of, in order. */
    List<String> warnings() {
        return events.stream()
                .flatMap(event -> event instanceof Event.Warning warning
                        ? Optional.of(warning.message()).stream()
                        : Optional.<String>empty().stream())
                .toList();
    }

    /** A Hive that forms at once, or fails, or blocks, or does something beside, as it is told. */
    static final class FakeConfigurePhase implements ConfigurePhase {
        private volatile @Nullable ConfigureException failure;
        private volatile @Nullable CountDownLatch reached;
        private volatile @Nullable Consumer<Activity> beside;
        private final AtomicInteger calls = new AtomicInteger();

        void failNext(String message) {
            failure = new ConfigureException(message);
        }

        /** The next call blocks until it is interrupted. */
        CountDownLatch blockNext() {
            CountDownLatch latch = new CountDownLatch(1);
            reached = latch;
            return latch;
        }

        /** The next call does this on its way. */
        void onNext(Consumer<Activity> action) {
            beside = action;
        }

        int calls() {
            return calls.get();
        }

        @Override
        public Endpoints configure(
                ClusterSpec spec,
                Inventory inventory,
                ClusterDirectory directory,
                boolean reform,
                Activity activity,
                Duration limit)
                throws ConfigureException, InterruptedException {
            calls.incrementAndGet();
            CountDownLatch latch = reached;
            if (latch != null) {
                reached = null;
                latch.countDown();
                new CountDownLatch(1).await();
            }
            Consumer<Activity> action = beside;
            if (action != null) {
                beside = null;
                action.accept(activity);
            }
            ConfigureException fails = failure;
            if (fails != null) {
                failure = null;
                throw fails;
            }
            return new Endpoints(
                    spec.region(),
                    spec.availabilityZone(),
                    "hive-fake",
                    inventory.nodes().stream().map(node -> node.endpoints()).toList());
        }
    }

    /** A clock that stands still until it is set. */
    static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
