package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A cluster without services. */
record FakePlatform(ObjectStore objects, ObjectStore keyValues, List<NodeCapacity> sizes, List<ComputeHost> hosts)
        implements Platform {
    static final Instant NOW = Instant.parse("2026-11-23T14:22:27.87Z");

    FakePlatform(NodeCapacity... sizes) {
        this(new ObjectStore(), new ObjectStore(), List.of(sizes), List.of());
    }

    @Override
    public List<NodeCapacity> capacities() {
        return hosts.isEmpty()
                ? sizes
                : hosts.stream().map(ComputeHost::capacity).toList();
    }

    @Override
    public List<ComputeHost> gather() {
        return hosts;
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
