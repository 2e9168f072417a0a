package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program that is run: OpenTofu or Terraform.
 *
 * @param path absolute
 * @param product as it calls itself, such as {@code OpenTofu}
 * @param version such as {@code 1.10.10}
 */
record TofuBinary(Path path, String product, String version) {
    private static final int LEAST_MAJOR = 1;
    private static final int LEAST_MINOR = 6;
    private static final int ANSWERS_WITHIN_SECONDS = 30;
    private static final Pattern VERSION =
            Pattern.compile("^(OpenTofu|Terraform) v((\\d+)\\.(\\d+)\\.\\S+)", Pattern.MULTILINE);
    private static final String VARIABLE = "HIVE_TOFU";
    private static final Map<Identity, TofuBinary> ASKED = new ConcurrentHashMap<>();

    /**
     * The one that the setting names, else {@value #VARIABLE}, else {@code tofu} or {@code terraform} on the path.
     *
     * @throws DeployException if there is none, it cannot be run, or it is too old
     */
    static TofuBinary find(Optional<String> setting, TofuHost host) throws DeployException, InterruptedException {
        Optional<String> named = setting.or(() -> host.variable(VARIABLE));
        String path = host.variable("PATH").orElse("");
        if (named.isPresent()) {
            String by = setting.isPresent() ? TofuSettings.BINARY : VARIABLE;
            return asked(program(named.get(), path)
                    .orElseThrow(() -> new DeployException("%s names %s, which is no program that can be run; %s"
                            .formatted(by, named.get(), howToGetIt()))));
        }
        return asked(program("tofu", path)
                .or(() -> program("terraform", path))
                .orElseThrow(() -> new DeployException(
                        "neither tofu nor terraform is on the PATH, and neither -D%s=… nor %s names one; %s"
                                .formatted(TofuSettings.BINARY, VARIABLE, howToGetIt()))));
    }

    private static Optional<Path> program(String name, String path) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name).toAbsolutePath()).filter(TofuBinary::canRun);
        }
        for (String directory : path.split(File.pathSeparator, -1)) {
            if (directory.startsWith("/") && canRun(Path.of(directory, name))) {
                return Optional.of(Path.of(directory, name));
            }
        }
        return Optional.empty();
    }

    private static boolean canRun(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** What was asked already: a program that has not changed since says the same, and takes its time for it. */
    private static TofuBinary asked(Path program) throws DeployException, InterruptedException {
        Identity identity = Identity.of(program);
        TofuBinary known = ASKED.get(identity);
        if (known == null) {
            known = ask(program);
            ASKED.put(identity, known);
        }
        return known;
    }

    private static TofuBinary ask(Path program) throws DeployException, InterruptedException {
        String said = version(program);
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new DeployException("%s is neither OpenTofu nor Terraform: asked for its version it says \"%s\"; %s"
                    .formatted(program, said.lines().findFirst().orElse(""), howToGetIt()));
        }
        int major = Integer.parseInt(version.group(3));
        int minor = Integer.parseInt(version.group(4));
        if (major < LEAST_MAJOR || (major == LEAST_MAJOR && minor < LEAST_MINOR)) {
            throw new DeployException(
                    "%s is %s %s, but %d.%d or newer is needed: the modules use what came with it, and the providers ask for it; %s"
                            .formatted(
                                    program,
                                    version.group(1),
                                    version.group(2),
                                    LEAST_MAJOR,
                                    LEAST_MINOR,
                                    howToGetIt()));
        }
        return new TofuBinary(program, version.group(1), version.group(2));
    }

    private static String version(Path program) throws DeployException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(program.toString(), "version"))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().keySet().removeIf(name -> name.startsWith("TF_CLI_ARGS"));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new DeployException("%s cannot be run: %s".formatted(program, e.getMessage()), e);
        }
        try {
            // It writes a few lines, which fit into the pipe.
            if (!process.waitFor(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new DeployException(
                        "%s does not tell its version within %d s".formatted(program, ANSWERS_WITHIN_SECONDS));
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DeployException("%s cannot be asked for its version: %s".formatted(program, e.getMessage()), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String howToGetIt() {
        return "install OpenTofu (https://opentofu.org/docs/intro/install/; on macOS: brew install opentofu), or name a"
                + " program by -D" + TofuSettings.BINARY + "=…";
    }

    /** A program file as it is now. */
    private record Identity(Path program, FileTime modified, long size) {
        static Identity of(Path program) throws DeployException {
            try {
                return new Identity(program, Files.getLastModifiedTime(program), Files.size(program));
            } catch (IOException e) {
                throw new DeployException("%s cannot be read: %s".formatted(program, e.getMessage()), e);
            }
        }
    }

    /** The name by which messages call it. */
    String command() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public String toString() {
        return "%s %s (%s)".formatted(product, version, path);
    }
}
