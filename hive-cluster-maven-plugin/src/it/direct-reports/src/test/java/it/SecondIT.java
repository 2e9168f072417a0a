package it;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

class SecondIT {
    @Test
    void fails() {
        fail("this test fails");
    }
}
