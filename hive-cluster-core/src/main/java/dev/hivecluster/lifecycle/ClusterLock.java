package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.WriteException;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Held while a cluster is changed. Threads of one process wait for each other, since they know of each other's work; a
 * process that finds the lock taken by another is refused. It may be taken again by the thread that holds it.
 *
 * <p>The file is never deleted: whoever deletes a lock file that somebody else has open makes two locks of one.
 */
public final class ClusterLock implements AutoCloseable {
    /** File locks throw between threads of one process, so each path has a lock of the process's own before it. */
    private static final Map<Path, Held> HELD = new ConcurrentHashMap<>();

    private final Held held;

    private ClusterLock(Held held) {
        this.held = held;
    }

    static ClusterLock take(Path file, ClusterName name, Owner owner, String purpose)
            throws ClusterStateException, IOException, InterruptedException {
        Held held = HELD.computeIfAbsent(file, path -> new Held());
        held.threads.lockInterruptibly();
        boolean taken = false;
        try {
            if (held.threads.getHoldCount() == 1) {
                held.channel = open(file, name, owner, purpose);
            }
            taken = true;
            return new ClusterLock(held);
        } finally {
            if (!taken) {
                held.threads.unlock();
            }
        }
    }

    private static FileChannel open(Path file, ClusterName name, Owner owner, String purpose)
            throws IOException, ClusterStateException {
        // Where nothing can be written any more, a cluster can still be destroyed: the lock is then shared.
        boolean writable = !Files.exists(file) || Files.isWritable(file);
        FileChannel channel = open(file, writable);
        boolean locked = false;
        try {
            locked = tryLock(channel, !writable);
            if (!locked) {
                throw new ClusterStateException(
                        "cluster %s is being changed by %s; wait for it to end, or choose another name with -Dhive.cluster=…"
                                .formatted(name, holder(file)));
            }
            if (writable) {
                say(channel, new Holder(owner, purpose, Instant.now()));
            }
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static FileChannel open(Path file, boolean writable) throws WriteException {
        try {
            if (!writable) {
                return FileChannel.open(file, StandardOpenOption.READ);
            }
            Files.createDirectories(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new WriteException(file, e);
        }
    }

    private static void say(FileChannel channel, Holder holder) throws IOException {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Json.write(holder).getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            // On a full disk the lock counts even so: only whoever is refused does not read by whom.
            if (!channel.isOpen()) {
                throw e;
            }
        }
    }

    private static boolean tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException heldByAnotherClassLoader) {
            return false;
        }
    }

    private static String holder(Path file) {
        try {
            Holder holder = Json.read(file, Holder.class);
            return "%s (%s, since %s)".formatted(holder.owner(), holder.purpose(), holder.since());
        } catch (IOException e) {
            return "another process (" + file + " does not say which)";
        }
    }

    @Override
    public void close() throws IOException {
        try {
            FileChannel channel = held.channel;
            if (held.threads.getHoldCount() == 1 && channel != null) {
                held.channel = null;
                channel.close();
            }
        } finally {
            held.threads.unlock();
        }
    }

    /** What the lock file says while it is locked. */
    private record Holder(Owner owner, String purpose, Instant since) {}

    private static final class Held {
        private final ReentrantLock threads = new ReentrantLock();

        /** Guarded by {@link #threads}. */
        private @Nullable FileChannel channel;
    }
}
