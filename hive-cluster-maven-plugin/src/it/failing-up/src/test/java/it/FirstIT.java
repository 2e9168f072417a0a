package it;

import org.junit.jupiter.api.Test;

class FirstIT {
    @Test
    void passes() {}
}
