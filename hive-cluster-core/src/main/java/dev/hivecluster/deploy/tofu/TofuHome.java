package dev.hivecluster.deploy.tofu;

import dev.hivecluster.directory.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A home directory of tofu's own: a provider writes to {@code ~/.ssh/known_hosts}, which is the user's and no business of
 * ours. Everything else that tofu and providers look for in a home is linked there.
 */
final class TofuHome {
    private static final String KNOWN_HOSTS = "known_hosts";
    private static final List<String> LINKED = List.of(
            ".aws", ".azure", ".config", ".gitconfig", ".kube", ".netrc", ".terraform.d", ".terraformrc", ".tofurc");

    private TofuHome() {}

    static void make(Path users, Path own) throws IOException {
        Trees.delete(own);
        Files.createDirectories(own);
        for (String name : LINKED) {
            link(users.resolve(name), own.resolve(name));
        }
        Path ssh = users.resolve(".ssh");
        if (!Files.isDirectory(ssh)) {
            return;
        }
        Path ownSsh = Files.createDirectory(own.resolve(".ssh"));
        try (Stream<Path> files = Files.list(ssh)) {
            for (Path file : files.toList()) {
                Path place = ownSsh.resolve(file.getFileName().toString());
                if (!file.endsWith(KNOWN_HOSTS)) {
                    link(file, place);
                } else if (Files.isReadable(file)) {
                    Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void link(Path existing, Path link) throws IOException {
        if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, existing.toAbsolutePath());
        }
    }
}
