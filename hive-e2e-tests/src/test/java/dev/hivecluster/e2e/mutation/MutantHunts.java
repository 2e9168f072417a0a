package dev.hivecluster.e2e.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.e2e.Leftovers;
import dev.hivecluster.e2e.Waits;
import dev.hivecluster.e2e.scenario.ScenarioReport;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The suites can fail: of each mutant at least one test takes notice that names a scenario and calls the action. Which
 * tests call it is observed, in a run of the suites through the wire while nothing is wrong; who would have seen something
 * of the mutant then is asked first. Most of the time is waited for the cluster: each class hunts a part of the mutants, in
 * a process and on a cluster of its own.
 */
@ExtendWith(OwnCluster.class)
@HiveCluster(nodes = 3, deployer = "simulated")
@Tag("mutants")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MutantHunts {
    private static final int FEWEST = 60;

    /** What is right shows at once on a simulated cluster; what is wrong stays wrong however long one waits. */
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(2);

    /** Where something was not in time that nobody has touched, more patience is needed. */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(32);

    private static final int MORE_PATIENCE = 4;

    private final Part part;
    private final Observation observation;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<String, String> reasons = Survivors.read();
    private final Leftovers leftovers;
    private final Wire wire;
    private SuiteRun suites;

    MutantHunts(Part part, Cluster cluster, Ec2Client ec2, S3Client s3) throws IOException {
        this.part = part;
        this.observation = new Observation(part.mutants());
        this.leftovers = new Leftovers(cluster, ec2, s3);
        this.wire = new Wire(cluster.tls());
    }

    @BeforeAll
    void observe_the_suites(Cluster cluster, @TempDir Path directory) throws Exception {
        suites = new SuiteRun(Detour.make(cluster, wire, directory));
        wire.listen(observation::answered);
        suites.all(observation);
        wire.listen((action, answer) -> {});
    }

    @AfterAll
    void tell() throws IOException {
        wire.close();
        String table = MutantTable.of(verdicts);
        AtomicFiles.write(ScenarioReport.directory().resolve("mutants-%s.txt".formatted(part)), table);
        System.out.print(table);
    }

    @Test
    void the_suites_are_green_while_nothing_is_wrong() {
        assertThat(observation.failures()).isEmpty();
        assertThat(observation.count()).isGreaterThan(FEWEST);
    }

    @Test
    void there_are_mutants_of_every_action_that_the_suites_call() {
        assertThat(Catalogue.all()).extracting(Mutant::action).containsAll(observation.actions());
    }

    @TestFactory
    Stream<DynamicTest> each_mutant_is_noticed() {
        return part.mutants().stream().map(mutant -> DynamicTest.dynamicTest(mutant.id(), () -> isNoticed(mutant)));
    }

    private void isNoticed(Mutant mutant) {
        Set<Method> affected = observation.affected(mutant.action());
        assertThat(affected).as("tests that call %s", mutant.action()).isNotEmpty();
        Hunt hunt = patientHunt(mutant, affected);
        assertThat(hunt.stray())
                .as("a test that failed while nothing was wrong")
                .isEmpty();
        assertThat(wire.wrong()).as("answers that were wrong").isPositive();
        String reason = reasons.getOrDefault(mutant.id(), "");
        verdicts.add(new Verdict(mutant, hunt.kill(), reason, affected.size()));
        if (hunt.kill().isEmpty()) {
            assertThat(reason)
                    .as("the reason why none of %d tests has to notice that %s", affected.size(), mutant)
                    .isNotEmpty();
        } else {
            assertThat(reason)
                    .as("a reason why nobody notices, but %s did", hunt.kill())
                    .isEmpty();
        }
    }

    private Hunt patientHunt(Mutant mutant, Set<Method> affected) {
        Duration patience = SHORTEST_PATIENCE;
        Hunt hunt = hunt(mutant, affected, patience);
        while (hunt.stray().isPresent() && patience.compareTo(LONGEST_PATIENCE) < 0) {
            patience = patience.multipliedBy(MORE_PATIENCE);
            hunt = hunt(mutant, affected, patience);
        }
        return hunt;
    }

    private Hunt hunt(Mutant mutant, Set<Method> affected, Duration patience) {
        Hunt hunt = new Hunt(mutant, wire::wrong, wire::heal, observation);
        System.setProperty(Waits.LONGEST, patience.toString());
        try {
            wire.breed(mutant);
            suites.some(hunt, affected);
        } finally {
            wire.heal();
            System.clearProperty(Waits.LONGEST);
            leftovers.remove();
        }
        return hunt;
    }
}
