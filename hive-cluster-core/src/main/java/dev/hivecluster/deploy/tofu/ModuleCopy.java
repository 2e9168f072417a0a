package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.Trees;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The copy of a module that one cluster alone uses: tofu writes into the directory that it runs in. */
record ModuleCopy(Path directory) {
    private static final String LOCK = ".terraform.lock.hcl";
    private static final String OVERRIDE = "hive_cluster_override.tf";
    private static final Pattern VARIABLE =
            Pattern.compile("(?m)^\\s*variable\\s+\"?([A-Za-z_][A-Za-z0-9_-]*)\"?\\s*\\{");
    private static final Pattern JSON_VARIABLE = Pattern.compile("\"variable\"\\s*:");
    private static final Pattern OUTPUT_INVENTORY = Pattern.compile("(?m)^\\s*output\\s+\"?inventory\"?\\s*\\{");
    private static final Pattern BACKEND = Pattern.compile("(?m)^[^#\\n]*\\b(backend\\s+\"[^\"]+\"|cloud)\\s*\\{");
    private static final Pattern ABOVE = Pattern.compile("(?m)^\\s*source\\s*=\\s*\"(\\.\\./[^\"]*)\"");

    /** Makes it as the module is now. Which providers were taken stays, and so does a state that could not be written. */
    void refresh(TofuModule module) throws DeployException {
        try {
            clear();
            if (module instanceof TofuModule.Bundled bundled) {
                copyBundled(bundled.name());
            } else if (module instanceof TofuModule.OfUser ofUser) {
                copyTree(ofUser.directory());
                check(ofUser.directory());
            }
            String text = text();
            if (BACKEND.matcher(text).find()) {
                // Each cluster has a state of its own, beside its record.
                AtomicFiles.write(directory.resolve(OVERRIDE), "terraform {\n  backend \"local\" {}\n}\n");
            }
        } catch (IOException e) {
            throw new DeployException("the module cannot be copied to %s: %s".formatted(directory, e.getMessage()), e);
        }
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    /** The names of the variables that it declares; those of JSON files are all names in them. */
    Set<String> variables() throws IOException {
        String text = text();
        Set<String> variables = new TreeSet<>();
        Matcher declared = VARIABLE.matcher(text);
        while (declared.find()) {
            variables.add(declared.group(1));
        }
        if (JSON_VARIABLE.matcher(text).find()) {
            Matcher name =
                    Pattern.compile("\"([A-Za-z_][A-Za-z0-9_-]*)\"\\s*:\\s*\\{").matcher(text);
            while (name.find()) {
                variables.add(name.group(1));
            }
        }
        return variables;
    }

    private void check(Path source) throws DeployException, IOException {
        String text = text();
        if (text.isBlank()) {
            throw new DeployException(
                    "%s names %s, which holds no module: there is no file *.tf".formatted(TofuSettings.MODULE, source));
        }
        if (!OUTPUT_INVENTORY.matcher(text).find() && !text.contains("\"inventory\"")) {
            throw new DeployException(InventoryOutput.missing(source.toString()));
        }
        Matcher above = ABOVE.matcher(text);
        if (above.find()) {
            throw new DeployException(
                    "the module %s uses %s, which is outside of its directory, while each cluster runs a copy of that directory alone; name that module by an absolute path, or put it inside"
                            .formatted(source, above.group(1)));
        }
    }

    private void clear() throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (!file.endsWith(LOCK) && !file.endsWith("errored.tfstate")) {
                    Trees.delete(file);
                }
            }
        }
    }

    private void copyBundled(String name) throws IOException {
        URL main = ModuleCopy.class.getResource("/terraform/%s/main.tf".formatted(name));
        if (main == null) {
            throw new IOException("the plugin does not hold the module " + name);
        }
        URLConnection connection = main.openConnection();
        if (connection instanceof JarURLConnection jar) {
            connection.setUseCaches(false);
            try (FileSystem files = FileSystems.newFileSystem(path(jar.getJarFileURL()))) {
                copyTree(files.getPath("/terraform", name));
            }
        } else {
            copyTree(path(main).resolveSibling(""));
        }
    }

    private static Path path(URL file) throws IOException {
        try {
            return Path.of(new URI(file.toString()));
        } catch (URISyntaxException e) {
            throw new IOException("%s is no file".formatted(file), e);
        }
    }

    private void copyTree(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            throw new IOException("%s is no directory".formatted(source));
        }
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (!from.equals(source) && (isNamed(from, ".terraform") || isNamed(from, ".git"))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target(from));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(from.getFileName());
                // The user may have run tofu there by hand: that state is not this cluster's.
                if (!name.endsWith(".tfstate") && !name.contains(".tfstate.")) {
                    Files.copy(from, target(from), StandardCopyOption.REPLACE_EXISTING);
                }
                return FileVisitResult.CONTINUE;
            }

            private Path target(Path from) {
                return directory.resolve(source.relativize(from).toString());
            }
        });
    }

    private static boolean isNamed(Path file, String name) {
        return String.valueOf(file.getFileName()).equals(name);
    }

    private String text() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".tf")
                        || name.endsWith(".tofu")
                        || name.endsWith(".tf.json")
                        || name.endsWith(".tofu.json")) {
                    text.append(Files.readString(file)).append('\n');
                }
            }
        }
        return text.toString();
    }
}
