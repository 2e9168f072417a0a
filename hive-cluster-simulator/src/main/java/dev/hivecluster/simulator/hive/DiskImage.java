package dev.hivecluster.simulator.hive;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** How large the disk in an image file is: raw, qcow2, or raw and compressed by gzip. */
final class DiskImage {
    private static final int HEADER = 32;
    private static final int QCOW2 = 0x514649fb;
    private static final int QCOW2_SIZE_AT = 24;
    private static final int GZIP = 0x1f8b;
    private static final long XZ = 0xfd377a585a00L;

    private DiskImage() {}

    /**
     * The disk's size in bytes.
     *
     * @throws IOException if the file cannot be read, or its compression is one that the simulator does not know
     */
    static long size(Path file) throws IOException {
        byte[] start = new byte[HEADER];
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.readNBytes(start, 0, start.length);
        }
        ByteBuffer header = ByteBuffer.wrap(start);
        if (header.getInt(0) == QCOW2) {
            return header.getLong(QCOW2_SIZE_AT);
        }
        if (Short.toUnsignedInt(header.getShort(0)) == GZIP) {
            return unpackedSize(file);
        }
        if (header.getLong(0) >>> 16 == XZ) {
            throw new IOException("the simulated Hive reads raw, qcow2 and gzip; unpack the xz file first: unxz --keep "
                    + file.getFileName());
        }
        return Files.size(file);
    }

    private static long unpackedSize(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            int read = in.read(buffer);
            while (read >= 0) {
                size += read;
                read = in.read(buffer);
            }
            return size;
        }
    }
}
