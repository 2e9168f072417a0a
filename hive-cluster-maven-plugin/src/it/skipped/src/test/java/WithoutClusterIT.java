import org.junit.jupiter.api.Test;

/** Needs no cluster. */
class WithoutClusterIT {
    @Test
    void needs_nothing() {}
}
