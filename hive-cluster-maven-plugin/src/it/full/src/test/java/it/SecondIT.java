package it;

import org.junit.jupiter.api.Test;

class SecondIT {
    @Test
    void passes() {}
}
