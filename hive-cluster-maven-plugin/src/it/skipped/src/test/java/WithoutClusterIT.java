import org.junit.jupiter.api.Test;

/** Needs no cluster: failsafe 3.6 runs it under -DskipTests, which skips the unit tests alone. */
class WithoutClusterIT {
    @Test
    void needs_nothing() {}
}
