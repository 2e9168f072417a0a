import org.junit.jupiter.api.Test;

class NeverIT {
    @Test
    void is_not_reached() {
        throw new IllegalStateException("the build should have ended before");
    }
}
