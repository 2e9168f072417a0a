package dev.hivecluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnSessionTest {
    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void with_setsid_the_process_leads_a_session_of_its_own_under_the_same_process_id() throws Exception {
        leadsItsOwnSession(OwnSession.find());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void with_perl_alone_it_does_too() throws Exception {
        Path perl = Path.of("/usr/bin/perl");
        assumeThat(perl).exists();
        Path alone = Files.writeString(directory.resolve("perl"), "#!/bin/sh\nexec %s \"$@\"\n".formatted(perl));
        Files.setPosixFilePermissions(alone, PosixFilePermissions.fromString("rwx------"));

        leadsItsOwnSession(OwnSession.find(directory.toString()));
    }

    @Test
    void arguments_stay_apart() throws Exception {
        Process process = new ProcessBuilder(
                        OwnSession.find().orElseThrow().wrap(List.of("printf", "%s|", "a b", "'", "$HOME", "--")))
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a b|'|$HOME|--|");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void where_there_is_neither_setsid_nor_perl_there_is_none() {
        assertThat(OwnSession.find(directory + ":relative:")).isEmpty();
    }

    private static void leadsItsOwnSession(Optional<OwnSession> session) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(session.orElseThrow().wrap(List.of("cat", "/proc/self/stat"))).start();

        String stat = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        // Fields of proc(5): pid (comm) state ppid pgrp session.
        String pid = Long.toString(process.pid());
        assertThat(stat).startsWith(pid + " (cat)");
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        assertThat(fields.get(2)).as("process group").isEqualTo(pid);
        assertThat(fields.get(3)).as("session").isEqualTo(pid);
    }
}
