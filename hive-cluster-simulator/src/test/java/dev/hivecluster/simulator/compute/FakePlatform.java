package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A cluster without services. */
record FakePlatform(ObjectStore objects, ObjectStore keyValues, List<NodeCapacity> capacities) implements Platform {
    static final Instant NOW = Instant.parse("2026-11-23T14:22:27.87Z");

    FakePlatform(NodeCapacity... capacities) {
        this(new ObjectStore(), new ObjectStore(), List.of(capacities));
    }

    @Override
    public String region() {
        return "ap-southeast-2";
    }

    @Override
    public String availabilityZone() {
        return "ap-southeast-2a";
    }

    @Override
    public Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Override
    public ObjectStore wholeStorage() {
        return objects;
    }

    @Override
    public String accessKeyId() {
        return "AKIAEXAMPLE";
    }
}
