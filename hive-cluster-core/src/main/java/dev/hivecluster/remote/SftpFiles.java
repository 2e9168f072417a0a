package dev.hivecluster.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;

/** Copies files over SFTP. */
final class SftpFiles {
    private static final int CHUNK = 1 << 15;

    private SftpFiles() {}

    /**
     * Replaces a file by a rename, after what arrived was read back. At no instant can anybody read more than the mode
     * allows.
     */
    static void upload(PrivateSftpClient sftp, byte[] content, String path, int mode) throws IOException {
        int slash = path.lastIndexOf('/') + 1;
        String beside = "%s.%s.%s.tmp".formatted(path.substring(0, slash), path.substring(slash), UUID.randomUUID());
        try {
            write(sftp, content, beside, mode);
            OpenSSHPosixRenameExtension rename = sftp.getExtension(OpenSSHPosixRenameExtension.class);
            if (rename == null || !rename.isSupported()) {
                throw new IOException("the SFTP server cannot replace a file atomically (posix-rename@openssh.com)");
            }
            rename.posixRename(beside, path);
        } catch (IOException e) {
            removeQuietly(sftp, beside, e);
            throw e;
        }
    }

    static byte[] download(PrivateSftpClient sftp, String path) throws IOException {
        try (InputStream in = sftp.read(path)) {
            return in.readAllBytes();
        }
    }

    /** Replaces the local file only by a whole one. */
    static void download(PrivateSftpClient sftp, String path, Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IOException("%s is not a file".formatted(target));
        }
        Files.createDirectories(parent);
        Path beside = Files.createTempFile(parent, ".download", ".tmp");
        try {
            try (InputStream in = sftp.read(path);
                    OutputStream out = Files.newOutputStream(beside)) {
                in.transferTo(out);
            }
            Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void write(PrivateSftpClient sftp, byte[] content, String path, int mode) throws IOException {
        try (SftpClient.CloseableHandle handle = sftp.create(path)) {
            for (int offset = 0; offset < content.length; offset += CHUNK) {
                sftp.write(handle, offset, content, offset, Math.min(CHUNK, content.length - offset));
            }
            OpenSSHFsyncExtension sync = sftp.getExtension(OpenSSHFsyncExtension.class);
            if (sync != null && sync.isSupported()) {
                sync.fsync(handle);
            }
        }
        try (InputStream in = sftp.read(path)) {
            byte[] arrived = in.readAllBytes();
            if (!Arrays.equals(content, arrived)) {
                throw new IOException("%d bytes were sent, but what arrived differs (%d bytes)"
                        .formatted(content.length, arrived.length));
            }
        }
        sftp.setStat(path, new SftpClient.Attributes().perms(mode));
    }

    private static void removeQuietly(SftpClient sftp, String path, IOException reason) {
        try {
            sftp.remove(path);
        } catch (IOException e) {
            // It may not even have been made.
            reason.addSuppressed(e);
        }
    }
}
