package it;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HangIT {
    @Test
    void never_ends() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
