package dev.hivecluster.remote;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param status its exit status; 128 + n where signal n ended it
 * @param stdout what it wrote, decoded as UTF-8
 * @param stderr what it wrote beside, decoded as UTF-8
 * @param elapsed how long it ran
 */
public record CommandResult(int status, String stdout, String stderr, Duration elapsed) {
    public boolean succeeded() {
        return status == 0;
    }
}
