package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Shell} does. The host that it leads to is this machine, with its POSIX shell. */
public abstract class ShellContract {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** A directory of the host. */
    @TempDir
    Path there;

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    private Shell shell;

    /**
     * Opens a new shell to this machine.
     *
     * @param temp a directory of the test's own
     * @param owned gets what is to be closed after the test, besides the shell; the last one first
     */
    protected abstract Shell open(Path temp, Deque<AutoCloseable> owned) throws Exception;

    @BeforeEach
    void openShell(@TempDir Path temp) throws Exception {
        shell = open(temp, owned);
        owned.push(shell);
    }

    @AfterEach
    void closeWhatWasOpened() throws Exception {
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
    }

    @Test
    void exit_status_and_both_streams_come_back_apart() throws Exception {
        CommandResult result = shell.run(sh("echo out; echo err >&2; exit 3"));

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.succeeded()).isFalse();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.elapsed()).isPositive();
    }

    @Test
    void a_program_that_does_not_exist_ends_with_127() throws Exception {
        assertThat(shell.run(Command.of("no-such-program-at-all")).status()).isEqualTo(127);
    }

    @Test
    void a_program_ended_by_a_signal_ends_with_128_and_its_number() throws Exception {
        assertThat(shell.run(sh("kill -TERM $$")).status()).isEqualTo(128 + 15);
        assertThat(shell.run(sh("kill -KILL $$")).status()).isEqualTo(128 + 9);
    }

    @Test
    void standard_input_is_empty() throws Exception {
        assertThat(shell.run(Command.of("cat")).stdout()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "'",
                "''",
                "\"",
                "it's \"both\"",
                "two\nlines\n",
                "\r\n\t",
                "$(touch pwned)",
                "`id`",
                "$HOME ${HOME} $1 $$",
                "*",
                "?[a-z]*",
                "~",
                "~root",
                "-n",
                "--",
                "-",
                "#no comment",
                "!!",
                "a;b|c&d<e>f",
                "\\",
                "\\n\\0",
                "{a,b}",
                "x=y",
                "Grüße, 世界 🐝",
                "\u0001\u007f"
            })
    void an_argument_arrives_as_it_is(String argument) throws Exception {
        CommandResult result = shell.run(Command.of("printf", "<%s>", argument, "next"));

        assertThat(result.stdout()).isEqualTo("<" + argument + "><next>");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void arguments_of_any_characters_arrive_as_they_are() throws Exception {
        Random random = new Random(7);
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            StringBuilder argument = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                argument.append((char) (1 + random.nextInt(126)));
            }
            arguments.add(argument.toString());
        }
        List<String> command = new ArrayList<>(List.of("printf", "<%s>"));
        command.addAll(arguments);

        assertThat(shell.run(Command.of(command)).stdout()).isEqualTo("<" + String.join("><", arguments) + ">");
    }

    @Test
    void environment_and_directory_are_set() throws Exception {
        Path directory = Files.createDirectory(there.resolve("it's a $(directory)"));

        CommandResult result = shell.run(sh("printf %s \"$GREETING\"; pwd")
                .with("GREETING", "it's $HOME\n")
                .with("OTHER", "")
                .in(directory.toString()));

        assertThat(result.stdout()).isEqualTo("it's $HOME\n" + directory.toRealPath() + "\n");
    }

    @Test
    void lines_come_while_the_command_runs_and_commands_run_beside_each_other() throws Exception {
        Lines lines = new Lines();
        Path go = there.resolve("go");
        RunningCommand running =
                shell.start(sh("echo first; while ! test -e '" + go + "'; do sleep 0.02; done; printf last"), lines);

        assertThat(lines.next()).isEqualTo("first");
        assertThat(running.isDone()).isFalse();
        assertThat(shell.run(Command.of("touch", go.toString())).succeeded()).isTrue();
        CommandResult result = running.await();

        assertThat(lines.next()).isEqualTo("last");
        assertThat(result.stdout()).isEqualTo("first\nlast");
        assertThat(running.isDone()).isTrue();
    }

    @Test
    void a_character_that_comes_in_two_parts_is_one() throws Exception {
        Lines lines = new Lines();

        CommandResult result = shell.run(sh("printf '\\303'; sleep 0.1; printf '\\244'; printf '\\nend\\r\\n'"), lines);

        assertThat(lines.all).containsExactly("ä", "end");
        assertThat(result.stdout()).isEqualTo("ä\nend\r\n");
    }

    @Test
    void the_listener_hears_each_stream_by_itself() throws Exception {
        List<String> stdout = new CopyOnWriteArrayList<>();
        List<String> stderr = new CopyOnWriteArrayList<>();
        OutputListener both = new OutputListener() {
            @Override
            public void stdout(String line) {
                stdout.add(line);
            }

            @Override
            public void stderr(String line) {
                stderr.add(line);
            }
        };

        shell.run(sh("echo 1; echo a >&2; echo; echo 2; printf b >&2"), both);

        assertThat(stdout).containsExactly("1", "", "2");
        assertThat(stderr).containsExactly("a", "b");
    }

    @Test
    void of_very_much_output_every_line_is_heard_and_the_end_is_kept() throws Exception {
        Lines lines = new Lines();

        CommandResult result = shell.run(sh("seq 1 400000"), lines);

        assertThat(lines.all).hasSize(400_000).endsWith("399999", "400000");
        assertThat(result.stdout())
                .startsWith("[the first ")
                .contains(" bytes were cut]\n")
                .endsWith("\n400000\n");
        assertThat(result.stdout().length()).isBetween(1 << 19, (1 << 20) + 100);
    }

    @Test
    void a_listener_that_fails_ends_the_command_and_its_failure_is_told() {
        OutputListener failing = new OutputListener() {
            @Override
            public void stdout(String line) {
                throw new IllegalStateException("cannot hear " + line);
            }
        };

        assertThatThrownBy(() -> shell.run(sh("echo it; exec sleep 600"), failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot hear it");
    }

    @Test
    void a_command_beyond_its_limit_is_killed_even_if_it_resists() throws Exception {
        Lines lines = new Lines();

        assertThatThrownBy(() -> shell.run(
                        sh("trap '' TERM HUP INT; echo $$; while :; do sleep 1; done")
                                .within(Duration.ofMillis(700)),
                        lines))
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessageContaining(shell.host())
                .hasMessageContaining("sleep 1")
                .hasMessageContaining("700ms");

        assertGone(lines.next());
    }

    @Test
    void a_command_without_any_time_is_not_begun() {
        Path trace = there.resolve("trace");

        assertThatThrownBy(() -> shell.run(Command.of("touch", trace.toString()).within(Duration.ZERO)))
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessageContaining(shell.host());

        assertThat(trace).doesNotExist();
    }

    @Test
    void an_interrupt_of_the_caller_ends_the_command() throws Exception {
        Lines lines = new Lines();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                shell.run(sh("echo $$; exec sleep 600"), lines);
            } catch (ShellException | InterruptedException e) {
                thrown.set(e);
            }
        });
        caller.start();
        String pid = lines.next();

        caller.interrupt();
        caller.join(SOON.toMillis());

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertGone(pid);
    }

    @Test
    protected void a_signal_reaches_the_command() throws Exception {
        Lines lines = new Lines();
        RunningCommand running =
                shell.start(sh("trap 'echo got it; exit 7' TERM; echo ready; while :; do sleep 0.02; done"), lines);
        assertThat(lines.next()).isEqualTo("ready");

        running.signal("TERM");

        CommandResult result = running.await();
        assertThat(result.status()).as("that of the command, or of its shell").isIn(7, 128 + 15);
        assertThat(result.stdout()).isEqualTo("ready\ngot it\n");
        running.signal("TERM");
    }

    @Test
    void a_signal_without_a_name_is_refused() throws Exception {
        try (RunningCommand running = shell.start(Command.of("sleep", "600"), OutputListener.NONE)) {
            assertThatThrownBy(() -> running.signal("SIGTERM"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SIGTERM")
                    .hasMessageContaining("TERM");
        }
    }

    @Test
    void closing_a_command_ends_it() throws Exception {
        Lines lines = new Lines();
        RunningCommand running = shell.start(sh("echo $$; exec sleep 600"), lines);
        String pid = lines.next();

        running.close();

        assertGone(pid);
        assertThat(running.isDone()).isTrue();
        assertThatThrownBy(running::await).isInstanceOf(ShellException.class).hasMessageContaining("closed");
    }

    @Test
    void closing_the_shell_ends_its_commands_and_refuses_others() throws Exception {
        Lines lines = new Lines();
        RunningCommand running = shell.start(sh("echo $$; exec sleep 600"), lines);
        String pid = lines.next();

        shell.close();

        await().atMost(SOON).until(() -> !isAlive(Long.parseLong(pid)));
        assertThatThrownBy(running::await).isInstanceOf(ShellException.class);
        assertThatThrownBy(() -> shell.run(Command.of("true")))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("closed");
        shell.close();
    }

    @Test
    void a_process_left_in_the_background_does_not_hold_the_command() throws Exception {
        CommandResult result = shell.run(sh("sleep 600 & echo $!"));
        try {
            assertThat(result.status()).isZero();
            assertThat(result.elapsed()).isLessThan(SOON);
        } finally {
            shell.run(Command.of("kill", result.stdout().strip()));
        }
    }

    @Test
    void more_commands_at_once_than_a_session_has_channels_all_run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(24);
        try {
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String number = Integer.toString(i);
                work.add(() ->
                        shell.run(sh("sleep 0.1; echo " + number)).stdout().strip());
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(work)) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(24).startsWith("0", "1", "2").endsWith("23");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_file_arrives_whole_with_its_mode_and_comes_back() throws Exception {
        byte[] content = new byte[300_001];
        new Random(3).nextBytes(content);
        Path file = there.resolve("it's a file");

        shell.upload(content, file.toString(), 0640);

        assertThat(file).hasBinaryContent(content);
        assertThat(mode(file)).isEqualTo("rw-r-----");
        assertThat(shell.download(file.toString())).isEqualTo(content);
        shell.upload(new byte[0], file.toString(), 0600);
        assertThat(file).isEmptyFile();
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(there).isDirectoryContaining(entry -> entry.equals(file)).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_file_is_replaced_and_not_overwritten() throws Exception {
        Path file = Files.writeString(there.resolve("file"), "old");
        Path link = Files.createLink(there.resolve("link"), file);

        shell.upload("new".getBytes(StandardCharsets.UTF_8), file.toString(), 0644);

        assertThat(file).hasContent("new");
        assertThat(link).as("who had the old one open still reads it").hasContent("old");
    }

    @Test
    void a_file_cannot_be_put_where_no_directory_is() {
        Path file = there.resolve("missing/file");

        assertThatThrownBy(() -> shell.upload(new byte[1], file.toString(), 0600))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining(shell.host())
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_failed_upload_leaves_nothing_beside() throws Exception {
        Path directory = there.resolve("directory");
        Files.createDirectories(directory.resolve("inside"));

        assertThatThrownBy(() -> shell.upload(new byte[1], directory.toString(), 0600))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining(directory.toString());

        assertThat(there).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_file_that_is_not_there_cannot_be_read_and_the_local_one_stays() throws Exception {
        Path missing = there.resolve("missing");
        Path local = Files.writeString(there.resolve("local"), "as it was");

        assertThatThrownBy(() -> shell.download(missing.toString()))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> shell.download(missing.toString(), local))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining(missing.toString());

        assertThat(local).hasContent("as it was");
        assertThat(there).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void a_file_is_copied_to_a_local_directory_that_is_made() throws Exception {
        Path remote = Files.writeString(there.resolve("remote"), "content");
        Path local = there.resolve("evidence/local");

        shell.download(remote.toString(), local);

        assertThat(local).hasContent("content");
    }

    @Test
    void a_tunnel_leads_to_a_port_that_the_host_reaches_until_it_is_closed() throws Exception {
        try (ServerSocket guest = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Tunnel tunnel = shell.forward("127.0.0.1", guest.getLocalPort());

            assertThat(InetAddress.getByName(tunnel.host()).isLoopbackAddress()).isTrue();
            try (Socket near = new Socket(tunnel.host(), tunnel.port());
                    Socket far = guest.accept()) {
                near.getOutputStream().write(42);
                assertThat(far.getInputStream().read()).isEqualTo(42);
                far.getOutputStream().write(43);
                assertThat(near.getInputStream().read()).isEqualTo(43);
            }
            tunnel.close();
            assertThatThrownBy(() -> new Socket(tunnel.host(), tunnel.port()).close())
                    .isInstanceOf(IOException.class);
            tunnel.close();
        }
    }

    static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }

    static void assertGone(String pid) {
        await().atMost(SOON).until(() -> !isAlive(Long.parseLong(pid)));
    }

    /** A zombie has ended, but its parent did not look yet. */
    static boolean isAlive(long pid) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid)).start();
        String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        ps.waitFor();
        return !state.isEmpty() && !state.startsWith("Z");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** The lines of standard output. */
    static final class Lines implements OutputListener {
        final List<String> all = Collections.synchronizedList(new ArrayList<>());
        private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();

        @Override
        public void stdout(String line) {
            all.add(line);
            unread.add(line);
        }

        String next() throws InterruptedException {
            String line = unread.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(line).as("a line, after " + all).isNotNull();
            return line;
        }
    }
}
