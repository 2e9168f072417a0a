package it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HeldIT {
    @Test
    void never_ends_once_it_has_said_that_it_runs() throws Exception {
        String gates = System.getProperty("it.gates");
        boolean held = Boolean.getBoolean("it.held");
        if (gates != null && held) {
            Files.writeString(Path.of(gates, "at-test"), "");
            new CountDownLatch(1).await();
        }
    }
}
