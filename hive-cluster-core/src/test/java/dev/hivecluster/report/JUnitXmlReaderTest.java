package dev.hivecluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.TestTime;
import dev.hivecluster.model.ClusterName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class JUnitXmlReaderTest {
    @TempDir
    Path clusters;

    private final TestTime time = new TestTime();
    private ClusterDirectory directory;

    @BeforeEach
    void place() {
        directory = new ClusterDirectory(clusters, new ClusterName("demo"));
    }

    @Test
    void a_phase_and_each_of_its_steps_is_a_test() throws Exception {
        run("configure", phase -> {
            Activity init = phase.start("init", "demo-1");
            time.advance(Duration.ofMillis(1200));
            init.succeeded();
            phase.start("write credentials").succeeded();
            time.advance(Duration.ofMillis(5));
            phase.succeeded();
        });

        Element suite = report();
        assertThat(suite.getAttribute("name")).isEqualTo("hive-cluster-lifecycle");
        assertThat(suite.getAttribute("time")).isEqualTo("1.205");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-24T10:00:00");
        assertThat(described(suite))
                .containsExactly(
                        "hive-cluster.configure configure 1.205",
                        "hive-cluster.configure init demo-1 1.200",
                        "hive-cluster.configure write credentials 0.000");
    }

    @Test
    void a_failed_step_shows_as_a_failed_test_with_type_message_and_output() throws Exception {
        run("configure", phase -> {
            Activity join = phase.start("join", "demo-2");
            join.output(Event.Channel.STDOUT, "joining");
            join.output(Event.Channel.STDERR, "409 Conflict");
            join.failed(new IOException("exit status 1\nlast line: 409 Conflict"));
            phase.failed(new IOException("join failed"));
        });

        Element join = JenkinsRules.elements(report()).get(1);
        Element failure = JenkinsRules.elements(join).get(0);
        assertThat(failure.getAttribute("type")).isEqualTo("IOException");
        assertThat(failure.getAttribute("message")).isEqualTo("exit status 1 last line: 409 Conflict");
        assertThat(failure.getTextContent()).isEqualTo("exit status 1\nlast line: 409 Conflict");
        assertThat(JenkinsRules.elements(join).get(1).getTextContent()).isEqualTo("joining\n409 Conflict\n");
    }

    @Test
    void a_step_that_was_not_needed_or_was_stopped_is_skipped_but_a_stopped_phase_is_red() throws Exception {
        run("configure", phase -> {
            phase.start("install", "demo-1").skipped();
            phase.start("join", "demo-2").cancelled("demo-3 failed");
            phase.cancelled("interrupted by SIGINT");
        });

        List<Element> tests = JenkinsRules.elements(report());
        assertThat(JenkinsRules.elements(tests.get(0)).get(0).getTextContent()).isEqualTo("interrupted by SIGINT");
        assertThat(JenkinsRules.elements(tests.get(0)).get(0).getTagName()).isEqualTo("failure");
        assertThat(JenkinsRules.elements(tests.get(1)).get(0).getTagName()).isEqualTo("skipped");
        assertThat(JenkinsRules.elements(tests.get(2)).get(0).getTextContent()).isEqualTo("stopped: demo-3 failed");
    }

    @Test
    void whatever_a_command_writes_the_report_is_valid_xml() throws Exception {
        StringBuilder everyCharacter = new StringBuilder();
        for (char c = 0; c < 0x2100; c++) {
            everyCharacter.append(c);
        }
        String hostile =
                everyCharacter + "\uD83D\uDE80 \uD800 \uDC00 \uFFFE \uFFFF ]]> <!-- &amp; \u001B[1;31mred\u001B[0m";
        run("up", phase -> {
            Activity step = phase.start("boot <\"&'>", "demo-1");
            step.output(Event.Channel.STDOUT, hostile);
            step.failed(new IOException(hostile));
            phase.failed(new IOException(hostile));
        });

        Element step = JenkinsRules.elements(report()).get(1);
        assertThat(step.getAttribute("name")).isEqualTo("boot <\"&'> demo-1");
        assertThat(step.getTextContent())
                .contains("\uD83D\uDE80", "]]> <!-- &amp; red")
                .doesNotContain("[1;31m");
    }

    @Test
    void secrets_are_masked() throws Exception {
        run("configure", phase -> {
            phase.hide("wJalrXUtnFEMI");
            phase.output(Event.Channel.STDOUT, "the key wJalrXUtnFEMI");
            phase.failed(new IOException("wJalrXUtnFEMI was refused"));
        });

        assertThat(Files.readString(file())).doesNotContain("wJalrXUtnFEMI").contains("&lt;redacted&gt; was refused");
    }

    @Test
    void phases_of_several_processes_accumulate() throws Exception {
        run("up", Activity::succeeded);
        run("configure", phase -> {
            phase.output(Event.Channel.STDOUT, "kept output");
            phase.failed(new IOException("kept failure"));
        });
        run("down", Activity::skipped);

        Element suite = report();
        assertThat(described(suite))
                .containsExactly(
                        "hive-cluster.up up 0.000",
                        "hive-cluster.configure configure 0.000",
                        "hive-cluster.down down 0.000");
        assertThat(suite.getTextContent()).contains("kept output", "kept failure");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    }

    @Test
    void a_phase_that_runs_again_replaces_its_own_tests_and_those_of_what_came_after_it() throws Exception {
        run("up", Activity::succeeded);
        run("configure", phase -> {
            phase.start("join", "demo-2").failed(new IOException("no route"));
            phase.failed(new IOException("no route"));
        });
        run("down", Activity::succeeded);

        run("configure", Activity::succeeded);
        assertThat(described(report()))
                .containsExactly("hive-cluster.up up 0.000", "hive-cluster.configure configure 0.000");

        time.advance(Duration.ofHours(1));
        run("up", Activity::succeeded);
        assertThat(described(report())).containsExactly("hive-cluster.up up 0.000");
        assertThat(report().getAttribute("timestamp")).isEqualTo("2026-11-24T11:00:00");
    }

    @Test
    void a_phase_whose_process_is_killed_is_a_failed_test() throws Exception {
        run("up", Activity::succeeded);
        Activity killed = stream().start("configure");
        killed.start("join", "demo-2");

        List<Element> tests = JenkinsRules.elements(report());
        assertThat(tests).hasSize(2);
        assertThat(JenkinsRules.elements(tests.get(1)).get(0).getAttribute("type"))
                .isEqualTo("NotEnded");
        assertThat(JenkinsRules.elements(tests.get(1)).get(0).getAttribute("message"))
                .isEqualTo("configure began and has not ended: its process was killed, or still runs");
    }

    @Test
    void a_step_that_outlives_its_phase_is_a_failed_test() throws Exception {
        run("configure", phase -> {
            phase.start("join", "demo-2");
            time.advance(Duration.ofSeconds(2));
            phase.succeeded();
        });

        Element join = JenkinsRules.elements(report()).get(1);
        assertThat(join.getAttribute("time")).isEqualTo("2.000");
        assertThat(join.getTextContent()).contains("was still running when its phase ended");
    }

    @Test
    void a_phase_within_a_phase_has_tests_of_its_own() throws Exception {
        try (EventStream events = stream()) {
            Activity up = events.start("up");
            Activity down = events.start("down");
            up.start("boot", "demo-1").succeeded();
            down.start("stop", "demo-1").succeeded();
            down.succeeded();
            up.failed(new IOException("rolled back"));
        }

        assertThat(described(report()))
                .containsExactly(
                        "hive-cluster.down down 0.000",
                        "hive-cluster.down stop demo-1 0.000",
                        "hive-cluster.up up 0.000",
                        "hive-cluster.up boot demo-1 0.000");
    }

    @Test
    void steps_of_one_name_are_told_apart() throws Exception {
        run("up", phase -> {
            phase.start("boot", "demo-1").failed(new IOException("first try"));
            phase.start("boot", "demo-1").succeeded();
            phase.succeeded();
        });

        assertThat(described(report())).contains("hive-cluster.up boot demo-1 (2) 0.000");
    }

    @Test
    void of_an_endless_output_the_end_is_kept_and_the_place_of_the_rest_is_named() throws Exception {
        run("configure", phase -> {
            for (int line = 1; line <= 20_000; line++) {
                phase.output(Event.Channel.STDOUT, "line " + line);
            }
            phase.succeeded();
        });

        String output = report().getTextContent();
        assertThat(output).contains("earlier lines: see logs/configure.log").contains("line 20000\n");
        assertThat(output.length()).isLessThan(70_000);
    }

    @Test
    void a_report_that_somebody_broke_is_not_overwritten_and_the_user_is_told() throws Exception {
        Files.createDirectories(directory.testResults());
        Files.writeString(file(), "<testsuite");
        List<Event> heard = new ArrayList<>();
        try (EventStream events = stream()) {
            events.add(heard::add);
            events.start("up").succeeded();
        }

        assertThat(heard)
                .filteredOn(Event.Warning.class::isInstance)
                .singleElement()
                .asString()
                .contains(file().toString(), "remove it");
        assertThat(file()).hasContent("<testsuite");
    }

    @Test
    void it_is_written_on_an_interrupted_thread_too() throws Exception {
        try (EventStream events = stream()) {
            Activity phase = events.start("up");
            Thread.currentThread().interrupt();
            phase.cancelled("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(report().getTextContent()).contains("interrupted");
    }

    private void run(String name, Consumer<Activity> work) {
        try (EventStream events = stream();
                Activity phase = events.start(name)) {
            work.accept(phase);
        }
    }

    private EventStream stream() {
        return new EventStream(time, List.of(new JUnitXmlReader(directory)));
    }

    private Path file() {
        return directory.testResults().resolve("TEST-hive-cluster-lifecycle.xml");
    }

    private Element report() throws Exception {
        return JenkinsRules.check(Files.readString(file()));
    }

    private static List<String> described(Element suite) {
        return JenkinsRules.elements(suite).stream()
                .map(test -> "%s %s %s"
                        .formatted(
                                test.getAttribute("classname"), test.getAttribute("name"), test.getAttribute("time")))
                .toList();
    }
}
