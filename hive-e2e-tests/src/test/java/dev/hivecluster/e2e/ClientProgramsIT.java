package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs that a person uses on a kept cluster, with nothing but its directory: the AWS CLI, boto3 and OpenSSH make the
 * calls of the single-node suite's phases 2 to 9 (hive contract, section 1.1) and end as the contract says. They are not
 * run where they are not installed, unless {@code hive.clients.required} is true.
 */
@HiveCluster(nodes = 1)
@Tag("clients")
class ClientProgramsIT {
    private static final Path SCRIPTS = Path.of("src/test/clients");
    private static final long LIMIT_MINUTES = 15;

    @TempDir
    Path temporary;

    @Test
    void the_aws_cli_and_openssh_do_what_the_contract_says(Cluster cluster) throws Exception {
        require("aws --version && ssh -V && curl --version");

        Outcome outcome = bash("exec \"$1/aws-cli.sh\" \"$2\"", cluster);

        assertThat(outcome.status()).as(outcome.output()).isZero();
    }

    @Test
    void boto3_does_what_the_contract_says(Cluster cluster) throws Exception {
        require("python3 -c 'import boto3' && ssh -V");

        Outcome outcome = bash(". \"$2/hive/env\" && exec python3 \"$1/boto3_calls.py\" \"$2\"", cluster);

        assertThat(outcome.status()).as(outcome.output()).isZero();
    }

    private void require(String programs) throws Exception {
        Outcome outcome = run("bash", "-c", programs);
        boolean there = outcome.status() == 0;
        if (Boolean.getBoolean("hive.clients.required")) {
            assertThat(there).as(outcome.output()).isTrue();
        }
        assumeTrue(there, outcome.output());
    }

    private Outcome bash(String script, Cluster cluster) throws Exception {
        return run(
                "bash",
                "-c",
                script,
                "bash",
                SCRIPTS.toAbsolutePath().toString(),
                cluster.directory().path().toString());
    }

    private Outcome run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(temporary, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as("it ends within %d minutes: %s", LIMIT_MINUTES, Files.readString(output))
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private record Outcome(int status, String output) {}
}
