package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.Reapable.Orphan;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.ClusterSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines on a hypervisor that nobody needs any more. */
class TofuOrphansTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private static final Map<String, String> SETTINGS = Map.of("hive.somewhere.endpoint", "there");

    private final EventSink events = new EventStream(Clock.systemUTC(), List.of());
    private final Backend backend = new Backend();
    private final TofuOrphans orphans = new TofuOrphans(backend);

    @TempDir
    Path clusters;

    private ClusterDirectory directory;

    @BeforeEach
    void a_checkout() {
        directory = new ClusterDirectory(clusters, new ClusterName("demo"));
    }

    private ClusterRecord record(Owner owner, boolean kept, Instant expiry) {
        ClusterSpec spec = ClusterSettings.of(Map.of("hive.cluster", "demo"))
                .resolve(Optional.empty(), "somewhere", Set.of("hive.somewhere."));
        return new ClusterRecord(
                ClusterRecord.VERSION,
                UUID.randomUUID().toString(),
                spec,
                Phase.PROVISIONED,
                Optional.empty(),
                owner,
                kept,
                Optional.of(expiry),
                NOW);
    }

    private static Owner gone() {
        return new Owner(Owner.current("test").host(), 4_000_000, NOW, "test");
    }

    /** Machines that were made in a directory which is not seen from here. */
    private void stand(ClusterRecord record, int machines) {
        MachineTag here = MachineTag.of(record, directory);
        stand(
                record,
                machines,
                new MachineTag(here.owner(), here.pidSpace(), here.kept(), here.expiresAt(), Optional.empty()));
    }

    private void standHere(ClusterRecord record) throws Exception {
        directory.write(record);
        stand(record, 1, MachineTag.of(record, directory));
    }

    private void stand(ClusterRecord record, int machines, MachineTag tag) {
        for (int index = 1; index <= machines; index++) {
            backend.machines.add(new TaggedMachine(
                    new Machine("demo-" + index, "10" + index, record.id(), Machine.Power.ON), "demo", "host", tag));
        }
        backend.remnants.add(record.id());
    }

    @Test
    void machines_whose_time_is_over_are_found_and_destroyed_with_what_belongs_to_them() throws Exception {
        ClusterRecord record = record(Owner.current("test"), true, NOW);
        stand(record, 2);

        List<Orphan> found = orphans.find(SETTINGS, NOW);
        assertThat(found).singleElement().satisfies(orphan -> {
            assertThat(orphan.recordId()).isEqualTo(record.id());
            assertThat(orphan.description())
                    .contains("demo-1 (101 on host", "demo-2 (102 on host", "cluster demo on somewhere");
            assertThat(orphan.reason()).contains("2026-11-01T12:00:00Z");
        });

        orphans.destroy(found.get(0), SETTINGS, NOW, events);
        assertThat(backend.machines).isEmpty();
        assertThat(backend.remnants).isEmpty();
    }

    @Test
    void machines_whose_owner_is_gone_are_found_only_if_they_are_not_kept() throws Exception {
        stand(record(gone(), true, LATER), 1);
        assertThat(orphans.find(SETTINGS, NOW)).isEmpty();

        ClusterRecord left = record(gone(), false, LATER);
        stand(left, 1);
        assertThat(orphans.find(SETTINGS, NOW)).extracting(Orphan::recordId).containsExactly(left.id());
    }

    @Test
    void machines_whose_directory_is_gone_are_needed_by_nobody() throws Exception {
        standHere(record(Owner.current("test"), true, LATER));
        assertThat(orphans.find(SETTINGS, NOW)).isEmpty();

        Files.delete(directory.recordFile());
        assertThat(orphans.find(SETTINGS, NOW))
                .singleElement()
                .satisfies(orphan -> assertThat(orphan.reason()).isEqualTo(directory.recordFile() + " is gone"));
    }

    @Test
    void a_record_that_says_more_than_the_machines_decides() throws Exception {
        ClusterRecord record = record(gone(), false, LATER);
        standHere(record);
        directory.write(record.withKept(true, Optional.of(LATER)));

        assertThat(orphans.find(SETTINGS, NOW)).isEmpty();
    }

    @Test
    void a_record_that_cannot_be_read_is_no_reason_to_destroy() throws Exception {
        standHere(record(gone(), false, NOW));
        Files.writeString(directory.recordFile(), "{");

        assertThat(orphans.find(SETTINGS, NOW)).isEmpty();
    }

    @Test
    void one_machine_that_is_still_needed_saves_the_others() throws Exception {
        ClusterRecord record = record(gone(), false, LATER);
        stand(record, 1);
        backend.machines.add(new TaggedMachine(
                new Machine("demo-2", "102", record.id(), Machine.Power.ON), "demo", "host", MachineTag.UNKNOWN));

        assertThat(orphans.find(SETTINGS, NOW)).isEmpty();
    }

    @Test
    void machines_that_are_kept_since_they_were_found_are_left() throws Exception {
        ClusterRecord record = record(gone(), false, LATER);
        standHere(record);
        Orphan found = orphans.find(SETTINGS, NOW).get(0);
        directory.write(record.withKept(true, Optional.of(LATER)));

        orphans.destroy(found, SETTINGS, NOW, events);

        assertThat(backend.machines).hasSize(1);
        assertThat(backend.remnants).containsExactly(record.id());
    }

    @Test
    void machines_that_are_gone_since_they_were_found_are_no_failure() throws Exception {
        stand(record(gone(), false, LATER), 1);
        Orphan found = orphans.find(SETTINGS, NOW).get(0);
        backend.machines.clear();

        orphans.destroy(found, SETTINGS, NOW, events);

        assertThat(backend.remnants).isEmpty();
    }

    @Test
    void without_a_backend_nothing_is_found_and_nothing_can_be_destroyed() throws Exception {
        stand(record(gone(), false, NOW), 1);
        Orphan found = orphans.find(SETTINGS, NOW).get(0);

        assertThat(orphans.find(Map.of(), NOW)).isEmpty();
        assertThatThrownBy(() -> orphans.destroy(found, Map.of(), NOW, events))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("neither settings nor environment name the backend of the deployer somewhere");
    }

    /** A platform whose machines are in a list. */
    private static final class Backend implements TofuPlatform, Hypervisor {
        private final List<TaggedMachine> machines = new ArrayList<>();
        private final List<String> remnants = new ArrayList<>();

        @Override
        public Optional<Hypervisor> everywhere(Map<String, String> settings) {
            return settings.isEmpty() ? Optional.empty() : Optional.of(this);
        }

        @Override
        public String name() {
            return "somewhere";
        }

        @Override
        public List<TaggedMachine> machines() {
            return List.copyOf(machines);
        }

        @Override
        public List<String> remnants(String recordId) {
            return remnants.stream().filter(recordId::equals).toList();
        }

        @Override
        public void destroy(TaggedMachine machine, EventSink events) {
            machines.remove(machine);
        }

        @Override
        public void destroyRemnants(String recordId, EventSink events) {
            remnants.remove(recordId);
        }

        @Override
        public void validate(ClusterSpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TofuModule module(ClusterSpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TofuSite start(ClusterSpec spec, ClusterDirectory directory, EventSink events) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<TofuSite> find(ClusterSpec spec, ClusterDirectory directory) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end(ClusterSpec spec, ClusterDirectory directory, EventSink events) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void powerOff(TaggedMachine machine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void powerOn(TaggedMachine machine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tag(TaggedMachine machine, MachineTag tag) {
            throw new UnsupportedOperationException();
        }
    }
}
