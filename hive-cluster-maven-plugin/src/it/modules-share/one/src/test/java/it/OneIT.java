package it;

import org.junit.jupiter.api.Test;

class OneIT {
    @Test
    void passes() {}
}
