package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program as a person runs it by hand, in a directory and with a home of its own.
 *
 * @param binary OpenTofu or Terraform
 * @param directory where it runs
 * @param home for what it writes beside
 */
record TofuCommand(Path binary, Path directory, Path home) {
    private static final int LIMIT_SECONDS = 240;

    /** @param output of both streams */
    record Outcome(int exitCode, String output) {}

    /** The modules that come with the plugin. */
    static Path modules() {
        return Path.of("..", "terraform").toAbsolutePath().normalize();
    }

    /** Copies one of them to {@link #directory}. */
    void copy(String module) throws IOException {
        Path source = modules().resolve(module);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(file -> !file.toString().contains(".terraform"))
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                Files.copy(file, directory.resolve(source.relativize(file).toString()));
            }
        }
    }

    /** Gets providers, which are known to be there. */
    void init() throws IOException, InterruptedException {
        Outcome init = run("init", "-input=false", "-no-color");
        if (init.exitCode() != 0) {
            fail(init.output());
        }
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(binary.toString()), Stream.of(arguments))
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                fail(
                        "%s %s takes longer than %d s: %s",
                        binary, List.of(arguments), LIMIT_SECONDS, Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
