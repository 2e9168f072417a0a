package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.remote.ShellException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeEvidenceTest {
    @TempDir
    private Path temporary;

    private ConfigureFixture x;
    private FakeNode node;
    private Path target;

    @BeforeEach
    void configure() throws Exception {
        x = new ConfigureFixture(new FakeCluster(3), temporary);
        x.configure();
        node = x.cluster.node(2);
        target = temporary.resolve("evidence");
    }

    @Test
    void everything_that_a_node_can_tell_is_saved() throws Exception {
        node.files().put(FakeNode.HOME + "/hive/logs/awsgw.log", "the gateway gave up\n");

        collect(node::open);

        assertThat(target.resolve("hive-get-nodes.txt")).content().contains("Ready");
        assertThat(target.resolve("hive-get-vms.txt")).hasContent("No VMs found\n");
        assertThat(target.resolve("processes.txt")).content().contains("hive service awsgw start");
        assertThat(target.resolve("logs/awsgw.log")).hasContent("the gateway gave up\n");
        assertThat(target.resolve("health.txt")).content().contains("10.0.0.2:4432/health\nstatus 200");
        assertThat(target.resolve("not-collected.txt")).doesNotExist();
    }

    @Test
    void secrets_are_masked_in_what_is_saved() throws Exception {
        node.files().put(FakeNode.HOME + "/hive/logs/awsgw.log", "signing with %s\n".formatted(FakeCluster.SECRET_KEY));

        collect(node::open);

        assertThat(target.resolve("logs/awsgw.log")).hasContent("signing with <redacted>\n");
    }

    @Test
    void a_node_that_cannot_be_reached_is_named_and_its_services_are_asked_nevertheless() throws Exception {
        collect(() -> {
            throw new ShellException("x-2 does not answer");
        });

        assertThat(target.resolve("not-collected.txt")).content().contains("shell on x-2: x-2 does not answer");
        assertThat(target.resolve("health.txt")).content().contains("status 200");
    }

    @Test
    void a_node_without_hive_shows_its_processes_at_least() throws Exception {
        node.withoutHive();

        collect(node::open);

        assertThat(target.resolve("processes.txt")).content().contains("service nats start");
        assertThat(target.resolve("not-collected.txt")).content().contains("there is no program hive");
    }

    @Test
    void services_that_do_not_answer_say_so() throws Exception {
        node.processes().clear();

        collect(node::open);

        assertThat(target.resolve("health.txt")).content().contains("no answer: java.net.ConnectException");
    }

    @Test
    void a_cluster_without_a_certificate_keeps_its_logs() throws Exception {
        Files.delete(x.directory.caCertificate());

        collect(node::open);

        assertThat(target.resolve("health.txt")).doesNotExist();
        assertThat(target.resolve("not-collected.txt")).content().contains("ca.pem");
        assertThat(target.resolve("hive-get-nodes.txt")).exists();
    }

    @Test
    void of_a_long_text_the_last_lines_are_kept() {
        String text = "first\n" + "x".repeat(NodeEvidence.MOST_BYTES - 6) + "\nlast\n";

        assertThat(NodeEvidence.end(text)).isEqualTo("last\n");
        assertThat(NodeEvidence.end("short\n")).isEqualTo("short\n");
        assertThat(NodeEvidence.end("x".repeat(2 * NodeEvidence.MOST_BYTES)).getBytes(StandardCharsets.UTF_8))
                .hasSize(NodeEvidence.MOST_BYTES);
    }

    private void collect(NodeEvidence.ShellSource source) throws Exception {
        try (EventStream stream = new EventStream(Clock.systemUTC(), List.of());
                Activity activity = stream.start("collect")) {
            activity.hide(FakeCluster.SECRET_KEY);
            new NodeEvidence(node.node(), x.directory, target, activity, x.cluster.http()).collect(source);
        }
    }
}
