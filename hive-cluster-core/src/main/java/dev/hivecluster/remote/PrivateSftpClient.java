package dev.hivecluster.remote;

import java.io.IOException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.client.SftpErrorDataHandler;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.DefaultCloseableHandle;
import org.apache.sshd.sftp.client.impl.DefaultSftpClient;
import org.apache.sshd.sftp.common.SftpConstants;

/** An SFTP client (version 3, OpenSSH's) that can make a file which nobody but its owner could ever open. */
final class PrivateSftpClient extends DefaultSftpClient {
    private static final int VERSION = 3;
    private static final int OWNER_ONLY = 0600;
    private static final int ATTRIBUTES_BYTES = 64;

    private PrivateSftpClient(ClientSession session) throws IOException {
        super(session, SftpVersionSelector.fixedVersionSelector(VERSION), SftpErrorDataHandler.EMPTY);
    }

    /** Opens a channel for it; if that fails, nothing was done. */
    static PrivateSftpClient open(ClientSession session) throws IOException {
        try {
            return new PrivateSftpClient(session);
        } catch (IllegalStateException closing) {
            throw new SshException("the session is being closed", closing);
        }
    }

    /** Makes a new file; the client's own {@code open} would leave its first permissions to the server. */
    CloseableHandle create(String path) throws IOException {
        Buffer request = putReferencedName(
                SftpConstants.SSH_FXP_OPEN, new ByteArrayBuffer(path.length() + ATTRIBUTES_BYTES, false), path, 0);
        request.putInt(SftpConstants.SSH_FXF_WRITE | SftpConstants.SSH_FXF_CREAT | SftpConstants.SSH_FXF_EXCL);
        writeAttributes(SftpConstants.SSH_FXP_OPEN, request, new Attributes().perms(OWNER_ONLY));
        return new DefaultCloseableHandle(this, path, checkHandle(SftpConstants.SSH_FXP_OPEN, request));
    }
}
