package it;

import org.junit.jupiter.api.Test;

class CrashIT {
    @Test
    void ends_its_jvm() {
        Runtime.getRuntime().halt(3);
    }
}
