package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory of providers that all clusters of a user share, while one {@code init} writes to it: two at a time damage
 * it.
 */
final class ProviderCache implements AutoCloseable {
    private static final Duration WAIT_AT_MOST = Duration.ofMinutes(10);

    private final @Nullable FileChannel channel;

    private ProviderCache(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** @param directory empty if there is none that is ours to guard */
    static ProviderCache lock(Optional<Path> directory, Activity activity)
            throws DeployException, InterruptedException {
        if (directory.isEmpty()) {
            return new ProviderCache(null);
        }
        Path file = directory.get().resolveSibling("tofu-plugins.lock");
        try {
            Files.createDirectories(directory.get());
            FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            try {
                Await.that(activity, "the cache of providers, %s, is free".formatted(directory.get()), WAIT_AT_MOST)
                        .until(() -> tried(channel));
                return new ProviderCache(channel);
            } catch (AwaitTimeoutException | IOException | InterruptedException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (AwaitTimeoutException e) {
            throw new DeployException(e.getMessage() + "; another build fetches providers there", e);
        } catch (IOException e) {
            throw new DeployException(
                    "the cache of providers cannot be used: %s; set TF_PLUGIN_CACHE_DIR to a directory that can"
                            .formatted(e),
                    e);
        }
    }

    /** Another thread of this JVM counts like another process. */
    private static Observation<FileLock> tried(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null ? Observation.notYet("another process fetches providers") : Observation.found(lock);
        } catch (OverlappingFileLockException e) {
            return Observation.notYet("another thread fetches providers");
        }
    }

    @Override
    public void close() throws DeployException {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new DeployException("the lock of the cache of providers cannot be given back: " + e.getMessage(), e);
        }
    }
}
