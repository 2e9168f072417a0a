package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.event.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TofuStreamTest {
    private static final String VM =
            "{\"addr\":\"vm.node[1]\",\"resource_type\":\"vm\",\"resource_name\":\"node\",\"resource_key\":1}";

    private final TestTime time = new TestTime();
    private final List<Event> heard = new ArrayList<>();
    private final Activity activity = new EventStream(time, List.of(heard::add)).start("tofu apply");
    private final Set<String> warned = new HashSet<>();
    private final TofuStream stream = stream();

    @Test
    void work_on_a_resource_is_a_step_with_its_own_duration() {
        stream.read(hook("apply_start", "vm.node[1]: Creating..."));
        time.advance(Duration.ofSeconds(12));
        stream.read(hook("apply_progress", "vm.node[1]: Still creating... [10s elapsed]"));
        stream.read(hook("apply_complete", "vm.node[1]: Creation complete after 12s [id=100]"));

        assertThat(finished())
                .extracting(
                        event -> event.scope().step(),
                        event -> event.scope().node(),
                        Event.Finished::outcome,
                        Event.Finished::elapsed)
                .containsExactly(
                        tuple("create vm.node[1]", Optional.of("x-2"), Outcome.SUCCEEDED, Duration.ofSeconds(12)));
        assertThat(heard.toString()).contains("Still creating... [10s elapsed]");
    }

    @Test
    void a_resource_that_failed_is_a_failed_step_and_the_diagnostic_says_why() {
        stream.read(hook("apply_start", "vm.node[1]: Creating..."));
        stream.read(hook("apply_errored", "vm.node[1]: Creation errored after 3s"));
        stream.read(diagnostic("error", "no room", "storage \\n   is full"));
        stream.read(diagnostic("error", "no room", "storage \\n   is full"));

        assertThat(finished()).extracting(Event.Finished::outcome).containsExactly(Outcome.FAILED);
        assertThat(stream.errors()).containsExactly("no room (vm.node[1]): storage is full");
    }

    @Test
    void what_tofu_began_and_did_not_end_is_cancelled() {
        stream.read(hook("apply_start", "vm.node[1]: Creating..."));

        stream.close();

        assertThat(finished()).extracting(Event.Finished::outcome).containsExactly(Outcome.CANCELLED);
    }

    @Test
    void a_warning_is_told_once_also_if_plan_and_apply_say_it() {
        stream.read(diagnostic("warning", "old argument", "use another"));
        stream().read(diagnostic("warning", "old argument", "use another"));
        stream.read(diagnostic("warning", "Deprecated flag: -state", "ours"));

        assertThat(heard)
                .filteredOn(Event.Warning.class::isInstance)
                .map(event -> ((Event.Warning) event).message())
                .containsExactly("old argument (vm.node[1]): use another");
    }

    @Test
    void no_line_is_lost_whatever_it_is() {
        stream.read("panic: runtime error");
        stream.read("{\"type\":\"apply_start\",\"@mess");
        stream.read("[1, 2]");
        stream.read(
                "{\"type\":\"of_tomorrow\",\"@message\":\"hello from tomorrow\",\"hook\":{\"resource\":{\"addr\":\"a\"}}}");
        stream.read("{\"@message\":\"no type\"}");
        stream.read("");
        stream.read(hook("apply_complete", "never begun"));

        assertThat(heard)
                .filteredOn(Event.Output.class::isInstance)
                .map(event -> ((Event.Output) event).line())
                .containsExactly(
                        "panic: runtime error",
                        "{\"type\":\"apply_start\",\"@mess",
                        "[1, 2]",
                        "hello from tomorrow",
                        "no type",
                        "",
                        "never begun");
    }

    @Test
    void the_changes_of_a_plan_tell_what_would_be_lost() {
        stream.read(change("delete", "\"reason\":\"delete_because_count_index\""));
        stream.read(change("replace", "\"reason\":\"cannot_update\""));
        stream.read(change("replace", "\"reason\":\"tainted\""));
        stream.read(change("update", "\"reason\":\"\""));
        stream.read(change("create", "\"previous_resource\":null"));

        assertThat(stream.changes())
                .extracting(TofuMessage.Change::action, TofuMessage.Change::loses)
                .containsExactly(
                        tuple("delete", true),
                        tuple("replace", true),
                        tuple("replace", false),
                        tuple("update", false),
                        tuple("create", false));
    }

    @Test
    void an_output_is_there_only_with_its_value() {
        stream.read(
                "{\"type\":\"outputs\",\"@message\":\"Outputs: 2\",\"outputs\":{\"inventory\":{\"sensitive\":false,\"value\":{\"a\":1}},\"hidden\":{\"sensitive\":true}}}");

        assertThat(stream.output("inventory").orElseThrow().path("a").asInt()).isEqualTo(1);
        assertThat(stream.output("hidden")).isEmpty();
        assertThat(stream.output("other")).isEmpty();
    }

    private TofuStream stream() {
        return new TofuStream(activity, resource -> Optional.of("x-2"), warned);
    }

    private List<Event.Finished> finished() {
        return heard.stream()
                .filter(Event.Finished.class::isInstance)
                .map(event -> (Event.Finished) event)
                .toList();
    }

    private static String hook(String type, String message) {
        return "{\"type\":\"%s\",\"@message\":\"%s\",\"hook\":{\"resource\":%s,\"action\":\"create\"}}"
                .formatted(type, message, VM);
    }

    private static String change(String action, String more) {
        return "{\"type\":\"planned_change\",\"@message\":\"x\",\"change\":{\"resource\":%s,\"action\":\"%s\",%s}}"
                .formatted(VM, action, more);
    }

    private static String diagnostic(String severity, String summary, String detail) {
        return "{\"type\":\"diagnostic\",\"@message\":\"x\",\"diagnostic\":{\"severity\":\"%s\",\"summary\":\"%s\",\"detail\":\"%s\",\"address\":\"vm.node[1]\"}}"
                .formatted(severity, summary, detail);
    }
}
