package dev.hivecluster.deploy.tofu;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.tofu.TofuCommand.Outcome;
import dev.hivecluster.directory.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tofu with which tests run: as for users, but that the property {@code hive.tofu.binary} is one of the JVM. Where
 * there is none, or a provider cannot be had, a test is skipped with the reason; where {@code hive.tofu.required} is true,
 * as in CI, it fails.
 */
public final class RealTofu {
    /** Why the providers of a module cannot be had, by module; empty if they can. */
    private static final Map<String, String> PROVIDERS = new ConcurrentHashMap<>();

    private RealTofu() {}

    /** The program, absolute. */
    public static Path required() throws InterruptedException {
        try {
            return TofuBinary.find(Optional.ofNullable(System.getProperty(TofuSettings.BINARY)), TofuHost.current())
                    .path();
        } catch (DeployException e) {
            return missing(String.valueOf(e.getMessage()));
        }
    }

    /** The program, absolute, if it finds the providers of a module that comes with the plugin. */
    public static Path withProvidersOf(String module) throws InterruptedException {
        Path tofu = required();
        String reason = PROVIDERS.computeIfAbsent(module, name -> whyNot(tofu, name));
        return reason.isEmpty() ? tofu : missing(reason);
    }

    private static String whyNot(Path tofu, String module) {
        try {
            Path scratch = Files.createTempDirectory("providers");
            try {
                TofuCommand command =
                        new TofuCommand(tofu, scratch.resolve(module), Files.createDirectory(scratch.resolve("home")));
                command.copy(module);
                Outcome init = command.run("init", "-input=false", "-no-color");
                return init.exitCode() == 0
                        ? ""
                        : "the providers of terraform/%s cannot be had: %s".formatted(module, init.output());
            } finally {
                Trees.delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tofu looked for its providers", e);
        }
    }

    private static Path missing(String reason) {
        if (Boolean.getBoolean("hive.tofu.required")) {
            throw new AssertionError("hive.tofu.required is true, but " + reason);
        }
        return abort("not run: " + reason);
    }
}
