package dev.hivecluster.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * The piece of work that an event belongs to.
 *
 * @param id unique within the stream, counted from 1
 * @param parent the id of the work that this one is part of; 0 for a phase
 * @param phase the phase's name, such as {@code configure}
 * @param step the work's name within the phase, such as {@code join}; for a phase, its own name
 * @param node the node it is done on, where it is done on one
 */
public record Scope(long id, long parent, String phase, String step, Optional<String> node) {
    /** Whether this is a whole phase. */
    @JsonIgnore
    public boolean isWholePhase() {
        return parent == 0;
    }

    /** For people: {@code configure}, {@code configure: join hive-e2e-2}. */
    @Override
    public String toString() {
        return isWholePhase()
                ? phase
                : phase + ": " + step + node.map(name -> " " + name).orElse("");
    }
}
