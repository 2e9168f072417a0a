package it;

import org.junit.jupiter.api.Test;

class TwoIT {
    @Test
    void passes() {}
}
