package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.tofu.TofuState.Condition;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TofuStateTest {
    @TempDir
    Path directory;

    private TofuFiles files;
    private TofuState state;
    private final List<Event> heard = new ArrayList<>();
    private final Activity activity = new EventStream(Clock.systemUTC(), List.of(heard::add)).start("up");

    @BeforeEach
    void make_the_module() throws Exception {
        files = new TofuFiles(directory.resolve("deployer"), directory.resolve("terraform.tfstate"));
        state = new TofuState(files);
        Files.createDirectories(files.module());
    }

    @Test
    void without_a_file_it_is_absent_and_lists_nothing() throws Exception {
        assertThat(state.settle(activity).condition()).isEqualTo(Condition.ABSENT);
        assertThat(state.content().resources()).isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void as_a_killed_tofu_leaves_it_it_is_empty() throws Exception {
        Files.createFile(files.state());

        assertThat(state.settle(activity).condition()).isEqualTo(Condition.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": 4, \"serial\": 3, \"lin",
                "{}",
                "[]",
                "null",
                "\"text\"",
                "not json",
                "\u0000\u0000"
            })
    void everything_else_that_is_no_state_is_broken(String text) throws Exception {
        Files.writeString(files.state(), text);

        assertThat(state.settle(activity).condition()).isEqualTo(Condition.BROKEN);
    }

    @Test
    void bytes_that_are_no_text_are_broken() throws Exception {
        Files.write(files.state(), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(state.settle(activity).condition()).isEqualTo(Condition.BROKEN);
    }

    @Test
    void a_whole_one_lists_what_tofu_made_and_knows_it_by_its_id() throws Exception {
        write(files.state(), "l", 1, "100");

        TofuState.Content content = state.settle(activity);

        assertThat(content.resources()).containsExactly("module.vms.vm.node[0]", "module.vms.vm.node[\"b\"]");
        assertThat(content.knows("100")).isTrue();
        assertThat(content.knows("pve1/100")).isTrue();
        assertThat(content.knows("10")).isFalse();
        assertThat(content.knows("of-data")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"version\": 4, \"seri"})
    void a_lost_one_is_replaced_by_the_last_good_one_and_that_is_told(String left) throws Exception {
        write(files.state(), "l", 7, "100");
        state.keep();
        Files.writeString(files.state(), left);
        state.keep();

        assertThat(state.settle(activity).knows("100")).isTrue();

        assertThat(state.content().isSound()).isTrue();
        assertThat(warnings()).singleElement().asString().contains("the last good state is taken instead");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.state())))
                .isEqualTo("rw-------");
    }

    @Test
    void an_errored_one_is_taken_if_it_follows_the_one_in_place() throws Exception {
        write(files.state(), "l", 7, "100");
        write(files.erroredState(), "l", 8, "101");

        assertThat(state.settle(activity).knows("101")).isTrue();

        assertThat(files.erroredState()).doesNotExist();
        assertThat(warnings()).singleElement().asString().contains("could not write its state");
    }

    @Test
    void an_errored_one_is_taken_if_there_is_no_other_even_before_a_good_one() throws Exception {
        write(files.goodState(), "l", 7, "100");
        Files.createFile(files.state());
        write(files.erroredState(), "l", 8, "101");

        assertThat(state.settle(activity).knows("101")).isTrue();
    }

    @Test
    void an_older_or_foreign_errored_one_is_left_alone() throws Exception {
        write(files.state(), "l", 7, "100");
        write(files.erroredState(), "l", 7, "101");
        assertThat(state.settle(activity).knows("100")).isTrue();

        write(files.erroredState(), "another", 9, "102");
        assertThat(state.settle(activity).knows("100")).isTrue();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void forgotten_nothing_of_it_is_left() throws Exception {
        for (Path file : List.of(
                files.state(),
                directory.resolve("terraform.tfstate.backup"),
                directory.resolve(".terraform.tfstate.lock.info"),
                files.goodState(),
                files.erroredState())) {
            write(file, "l", 1, "100");
        }

        state.forget();

        try (var left = Files.walk(directory)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private List<String> warnings() {
        return heard.stream()
                .filter(Event.Warning.class::isInstance)
                .map(event -> ((Event.Warning) event).message())
                .toList();
    }

    private static void write(Path file, String lineage, long serial, String id) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, """
                {"version": 4, "terraform_version": "1.10.10", "serial": %d, "lineage": "%s",
                 "outputs": {"inventory": {"value": {"nodes": []}, "type": "string"}},
                 "resources": [
                  {"module": "module.vms", "mode": "managed", "type": "vm", "name": "node", "provider": "p",
                   "instances": [{"index_key": 0, "attributes": {"id": "%s"}},
                                 {"index_key": "b", "status": "tainted", "attributes": {"id": 5}}]},
                  {"mode": "data", "type": "vms", "name": "all", "instances": [{"attributes": {"id": "of-data"}}]}]}
                """.formatted(serial, lineage, id));
    }
}
