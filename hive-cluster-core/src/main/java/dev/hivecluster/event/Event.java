package dev.hivecluster.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that happened in a phase. Secrets are taken out before an event exists. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Started.class, name = "started"),
    @JsonSubTypes.Type(value = Event.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = Event.Output.class, name = "output"),
    @JsonSubTypes.Type(value = Event.Warning.class, name = "warning"),
    @JsonSubTypes.Type(value = Event.Finished.class, name = "finished")
})
public sealed interface Event {
    Instant time();

    Scope scope();

    /** Work began. */
    record Started(Instant time, Scope scope) implements Event {}

    /** Work goes on; the message is for people. */
    record Progress(Instant time, Scope scope, String message) implements Event {}

    /** A command wrote a line; kept for logs and reports, not for the console. */
    record Output(Instant time, Scope scope, Channel channel, String line) implements Event {}

    /** Something that the user should know, though the work goes on. */
    record Warning(Instant time, Scope scope, String message) implements Event {}

    /**
     * Work ended.
     *
     * @param elapsed since it began
     * @param failure what went wrong; there exactly if the outcome is {@link Outcome#FAILED} or {@link Outcome#CANCELLED}
     */
    record Finished(Instant time, Scope scope, Outcome outcome, Duration elapsed, Optional<Failure> failure)
            implements Event {}

    /**
     * Why work failed.
     *
     * @param type the simple name of the exception, such as {@code CommandFailedException}
     */
    record Failure(String type, String message) {}

    /** Which stream of a command a line came from. */
    enum Channel {
        STDOUT,
        STDERR
    }
}
