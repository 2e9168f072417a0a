package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TofuProcessTest {
    @TempDir
    Path directory;

    private TofuFiles files;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final Activity activity = new EventStream(Clock.systemUTC(), List.of(heard::add)).start("up");
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();

    @BeforeEach
    void make_the_module() throws Exception {
        files = new TofuFiles(directory.resolve("deployer"), directory.resolve("terraform.tfstate"));
        Files.createDirectories(files.module());
    }

    @Test
    void both_streams_come_line_by_line_and_apart_and_the_status_is_told() throws Exception {
        int status = run(
                "echo data; echo people >&2; printf 'no \\303\\244 line feed'; [ \"$GREETING\" = hello ] && exit 7",
                Map.of("GREETING", "hello"));

        assertThat(status).isEqualTo(7);
        assertThat(out).containsExactly("data", "no ä line feed");
        assertThat(err).containsExactly("people");
    }

    @Test
    void it_gets_only_the_environment_that_it_should_and_nothing_to_read() throws Exception {
        run("env | sort | grep -v -e '^PWD=' -e '^SHLVL=' -e '^_='; cat; umask; pwd", Map.of("ONLY", "this"));

        assertThat(out)
                .containsExactly(
                        "ONLY=this", "0077", files.module().toRealPath().toString());
    }

    @Test
    void an_interrupt_is_one_signal_and_the_end_is_awaited() throws Exception {
        FutureTask<Integer> run = started(
                "trap 'echo term >>signals' TERM; trap 'echo int >>signals' INT; : >ready; "
                        + "while [ ! -s signals ]; do sleep 0.02; done; : >told; "
                        + "while [ ! -e go-on ]; do sleep 0.02; done; echo saved",
                Duration.ofSeconds(60));
        Thread caller = callerOf(run);

        caller.interrupt();
        await().until(() -> Files.exists(files.module().resolve("told")));
        caller.interrupt();
        assertThat(run.isDone()).isFalse();
        Files.createFile(files.module().resolve("go-on"));

        assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(out).contains("saved");
        assertThat(files.module().resolve("signals")).hasContent("term");
        assertThat(heard.toString()).contains("is told to stop; it finishes what is under way, for at most 1m 00s");
    }

    @Test
    void one_that_hangs_is_killed_after_the_limit_and_that_is_told() throws Exception {
        FutureTask<Integer> run =
                started("trap '' TERM; : >ready; while :; do sleep 0.05; done", Duration.ofMillis(300));
        Thread caller = callerOf(run);

        caller.interrupt();

        assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(heard)
                .filteredOn(Event.Warning.class::isInstance)
                .singleElement()
                .asString()
                .contains("did not stop within 300ms and is killed");
    }

    @Test
    void a_signal_is_sent_once_whoever_asks() throws Exception {
        FutureTask<Integer> run = started(
                "trap 'echo term >>signals' TERM; : >ready; while [ ! -e go-on ]; do sleep 0.02; done",
                Duration.ofSeconds(60));
        callerOf(run);
        ProcessHandle process = new TofuProcesses(files).running().get(0);

        new TofuProcesses(files).stopOnce(process, activity);
        await().until(() -> Files.exists(files.module().resolve("signals")));
        new TofuProcesses(files).stopOnce(process, activity);
        Files.createFile(files.module().resolve("go-on"));

        run.get(60, TimeUnit.SECONDS);
        assertThat(files.module().resolve("signals")).hasContent("term");
    }

    @Test
    void what_it_writes_is_kept_for_its_owner_alone() throws Exception {
        run("echo secret", Map.of());

        assertThat(Files.getPosixFilePermissions(files.output("apply", "out"))).hasSize(2);
        assertThat(files.output("apply", "out")).hasContent("secret");
    }

    private int run(String body, Map<String, String> environment) throws Exception {
        return run(body, environment, Duration.ofSeconds(60));
    }

    private int run(String body, Map<String, String> environment, Duration stopWithin) throws Exception {
        Path script = ScriptedTofu.write(directory.resolve("script"), body);
        return new TofuProcess(files, new TofuHost(Map.of(), directory, stopWithin))
                .run(
                        "apply",
                        List.of(script.toString(), TofuProcesses.stateOption(files)),
                        environment,
                        activity,
                        out::add,
                        err::add);
    }

    private FutureTask<Integer> started(String body, Duration stopWithin) {
        return new FutureTask<>(() -> run(body, Map.of("PATH", System.getenv("PATH")), stopWithin));
    }

    /** The thread that runs it, once its script is ready. */
    private Thread callerOf(FutureTask<Integer> run) {
        Thread caller = new Thread(run, "caller");
        caller.start();
        await().until(() -> Files.exists(files.module().resolve("ready")));
        return caller;
    }
}
