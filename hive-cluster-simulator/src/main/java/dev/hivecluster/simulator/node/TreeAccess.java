package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * SFTP in a machine's files: paths begin at the user's home and never leave the tree. Links are not made, since their
 * targets would be the real host's.
 */
final class TreeAccess implements SftpFileSystemAccessor {
    private final FileTree files;
    private final String home;

    TreeAccess(FileTree files, String home) {
        this.files = files;
        this.home = home;
    }

    @Override
    public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path rootDir, String remotePath) throws IOException {
        String absolute = remotePath.startsWith("/") ? remotePath : home + "/" + remotePath;
        Path real = files.locate(absolute);
        if (Files.isSymbolicLink(real)
                && !real.toRealPath().startsWith(files.root().toRealPath())) {
            throw new AccessDeniedException(absolute);
        }
        return rootDir.getFileSystem().getPath("/" + files.root().relativize(real));
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symLink) throws IOException {
        throw new AccessDeniedException(link.toString());
    }
}
