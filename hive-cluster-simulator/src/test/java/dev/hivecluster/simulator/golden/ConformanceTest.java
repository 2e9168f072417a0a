package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.golden.GoldenRecordings.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks the recordings of a real Hive in their order against the simulator and compares the answers: status, header fields,
 * the set of elements and their values, without what is made anew each time. At least 97 % are equal, and the waivers say
 * why each of the others is not.
 */
@TestMethodOrder(OrderAnnotation.class)
class ConformanceTest {
    private static final String ONE_NODE = "962d";
    private static final String THREE_NODES = "962d-multi";
    private static final String FORMATION = "multi";
    private static final double LEAST = 0.97;

    private static final ConformanceTable TABLE = new ConformanceTable();

    @TempDir
    static Path directory;

    private static Waivers waivers;

    @BeforeAll
    static void waivers_are_read() throws IOException {
        waivers = Waivers.read();
    }

    @AfterAll
    static void the_table_is_printed_and_kept() throws IOException {
        if (TABLE.total().recorded() == 0) {
            return;
        }
        Files.writeString(GoldenRecordings.target().resolve("conformance.txt"), TABLE.toString());
        System.out.print(TABLE);
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> a_single_node_answers_as_recorded() throws Exception {
        return walk(ONE_NODE, 1, Interludes.ONE_NODE);
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> three_nodes_of_which_one_dies_and_comes_back_answer_as_recorded() throws Exception {
        return walk(THREE_NODES, 3, Interludes.THREE_NODES);
    }

    @TestFactory
    @Order(3)
    Stream<DynamicTest> a_leader_answers_as_recorded_while_its_cluster_forms() throws IOException {
        List<Path> recordings = FormationWalk.recordings(GoldenRecordings.directory(FORMATION));
        FormationWalk walk = new FormationWalk(directory.resolve(FORMATION));
        return recordings.stream()
                .map(recording -> {
                    String name = recording.getFileName().toString();
                    return DynamicTest.dynamicTest(
                            name,
                            () -> judge(
                                    FORMATION + "/" + name,
                                    FormationWalk.action(recording),
                                    Optional.of(walk.replay(recording))));
                })
                .onClose(walk::close);
    }

    @Test
    @Order(4)
    void every_recorded_answer_has_been_compared() throws IOException {
        long recorded =
                FormationWalk.recordings(GoldenRecordings.directory(FORMATION)).size();
        for (String part : List.of(ONE_NODE, THREE_NODES)) {
            recorded += GoldenRecordings.read(GoldenRecordings.directory(part)).stream()
                    .filter(recording -> recording.answer().isPresent())
                    .count();
        }
        assertThat(TABLE.total().recorded()).isEqualTo(recorded);
    }

    @Test
    @Order(5)
    void at_least_97_percent_are_equal() {
        GoldenRecordings.directory(ONE_NODE);
        assertThat(TABLE.total().share()).as(TABLE.toString()).isGreaterThanOrEqualTo(LEAST);
    }

    @Test
    @Order(6)
    void every_waiver_names_a_recording() {
        GoldenRecordings.directory(ONE_NODE);
        assertThat(waivers.unseen()).isEmpty();
    }

    private static Stream<DynamicTest> walk(String part, int nodes, List<Interlude> interludes) throws Exception {
        List<Recording> recordings = GoldenRecordings.read(GoldenRecordings.directory(part));
        ReplayedCluster cluster = new ReplayedCluster(nodes, directory.resolve(part));
        Walk walk = new Walk(cluster, recordings.get(0).answered().orElseThrow(), interludes);
        List<DynamicTest> steps = new ArrayList<>();
        for (Recording recording : recordings) {
            for (Interlude interlude : walk.before(recording)) {
                steps.add(DynamicTest.dynamicTest(interlude.what(), () -> walk.play(interlude)));
            }
            String name = part + "/" + recording.name();
            steps.add(DynamicTest.dynamicTest(
                    recording.name(), () -> judge(name, recording.action(), walk.replay(recording))));
        }
        return steps.stream().onClose(cluster::close);
    }

    private static void judge(String name, String action, Optional<List<Difference>> differences) {
        differences.ifPresent(found -> {
            TABLE.add(action, found.isEmpty());
            waivers.judge(name, found);
        });
    }
}
