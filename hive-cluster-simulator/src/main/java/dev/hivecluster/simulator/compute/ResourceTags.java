package dev.hivecluster.simulator.compute;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags of a resource, as they are stored: an object with a member for each key.
 *
 * @param tags values by keys
 */
record ResourceTags(@JsonValue SortedMap<String, String> tags) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ResourceTags {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
