package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the start line in a real POSIX shell; nodes are Linux machines. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HiveServiceTest {
    @TempDir
    private Path directory;

    private HiveService service = new HiveService("", "", Map.of(), "", HiveService.Listener.NONE);
    private long pid;

    @BeforeEach
    void start() throws Exception {
        // A name that wants quoting, to prove that it is.
        Path home = Files.createDirectory(directory.resolve("it's home"));
        Path binary = home.resolve("hive");
        Files.writeString(binary, "#!/bin/sh\necho \"$@ with $HIVE_CONFIG_PATH\"\nexec sleep 600\n");
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
        service = new HiveService(
                "nats",
                binary.toString(),
                Map.of("HIVE_CONFIG_PATH", home + "/nats.conf"),
                home.toString(),
                HiveService.Listener.NATS);
        Process shell = new ProcessBuilder("sh", "-c", service.start().line())
                .redirectErrorStream(true)
                .start();
        // To the end of the stream: a service that held it open would hold an SSH session open, too.
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        pid = Long.parseLong(printed.strip());
    }

    @AfterEach
    void end() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void it_runs_on_after_the_shell_that_started_it() {
        assertThat(ProcessHandle.of(pid))
                .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());
    }

    @Test
    void it_leads_a_session_of_its_own() throws Exception {
        Awaitility.await().untilAsserted(() -> {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // After the name in parentheses: state, parent, process group, session.
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
            assertThat(fields[3]).isEqualTo(Long.toString(pid));
        });
    }

    @Test
    void its_pid_file_and_its_log_are_written() {
        assertThat(Path.of(service.pidFile())).hasContent(Long.toString(pid));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Path.of(service.logFile()))
                        .hasContent("service nats start with " + service.directory() + "/nats.conf"));
    }
}
