package dev.hivecluster.e2e;

import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import java.lang.reflect.Constructor;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Counts what a cluster has before the first class of a run begins, and again when the last has ended and what they shared
 * is removed: whatever a class left behind fails the run. JUnit finds it by itself, so that no class can do without.
 */
public final class RunCensus implements BeforeAllCallback {
    private final Duration limit;

    /** For JUnit. What is being removed while the last class ends may take as long as upstream gives it. */
    public RunCensus() {
        this(Waits.LIMIT);
    }

    /** @param limit how long something may still be there that is not to stay */
    RunCensus(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws NoSuchMethodException {
        if (AnnotationSupport.isAnnotated(context.getRequiredTestClass(), HiveCluster.class)) {
            Constructor<Account> constructor =
                    Account.class.getDeclaredConstructor(Cluster.class, Ec2Client.class, S3Client.class);
            Account account = context.getExecutableInvoker().invoke(constructor);
            Fixtures.of(context).count(account.cluster(), () -> new Begun(account, account.count(), limit));
        }
    }

    /** Where to count; JUnit asks the class's own cluster for it. */
    private record Account(Cluster cluster, Ec2Client ec2, S3Client s3) {
        Census count() {
            return Census.of(ec2, new StoredObjects(s3));
        }
    }

    private record Begun(Account account, Census before, Duration limit) implements AutoCloseable {
        @Override
        public void close() {
            Waits.untilAsserted(
                    "nothing is left behind",
                    limit,
                    () -> account.count()
                            .hasNothingMoreThan(before, account.cluster().name()));
        }
    }
}
