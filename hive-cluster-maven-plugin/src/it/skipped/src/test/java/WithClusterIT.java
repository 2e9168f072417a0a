import dev.hivecluster.junit.HiveCluster;
import org.junit.jupiter.api.Test;

/** Would make a cluster of its own, since the build makes none. */
@HiveCluster(nodes = 1)
class WithClusterIT {
    @Test
    void is_not_run_where_tests_are_skipped() {}
}
