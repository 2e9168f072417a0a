package dev.hivecluster.deploy.tofu;

import dev.hivecluster.directory.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** @param knownHosts host keys of the backend, which are known beside those that the user knows */
    static void make(Path users, Path own, Optional<Path> knownHosts) throws IOException {
        Trees.delete(own);
        Files.createDirectories(own);
        for (String name : LINKED) {
            link(users.resolve(name), own.resolve(name));
        }
        Path ownSsh = Files.createDirectory(
                own.resolve(".ssh"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path ssh = users.resolve(".ssh");
        if (Files.isDirectory(ssh)) {
            try (Stream<Path> files = Files.list(ssh)) {
                for (Path file :
                        files.filter(file -> !file.endsWith(KNOWN_HOSTS)).toList()) {
                    link(file, ownSsh.resolve(file.getFileName().toString()));
                }
            }
        }
        List<String> known = new ArrayList<>();
        for (Path file : Stream.concat(Stream.of(ssh.resolve(KNOWN_HOSTS)), knownHosts.stream())
                .filter(Files::isReadable)
                .toList()) {
            known.addAll(Files.readAllLines(file));
        }
        if (!known.isEmpty()) {
            Files.write(ownSsh.resolve(KNOWN_HOSTS), known);
        }
    }

    private static void link(Path existing, Path link) throws IOException {
        if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, existing.toAbsolutePath());
        }
    }
}
