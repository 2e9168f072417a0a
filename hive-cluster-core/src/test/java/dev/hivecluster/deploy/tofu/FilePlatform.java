package dev.hivecluster.deploy.tofu;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import java.util.Map;
import java.util.Optional;

/** The platform of {@link FileMachines}. */
final class FilePlatform implements TofuPlatform {
    private final FileMachines machines;
    private final TofuSite site;

    FilePlatform(FileMachines machines) {
        this.machines = machines;
        this.site = new TofuSite() {
            @Override
            public Map<String, Object> variables() {
                return Map.of("backend", machines.backend().toString(), "of_no_module", "ignored");
            }

            @Override
            public Map<String, String> environment() {
                return Map.of("FILES_API_TOKEN", "secret-of-the-files");
            }

            @Override
            public Optional<Hypervisor> hypervisor() {
                return Optional.of(machines);
            }
        };
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public void validate(ClusterSpec spec) {}

    @Override
    public TofuModule module(ClusterSpec spec) {
        return new TofuModule.OfUser(FileMachines.module());
    }

    @Override
    public TofuSite start(ClusterSpec spec, ClusterDirectory directory, EventSink events) {
        return site;
    }

    @Override
    public Optional<TofuSite> find(ClusterSpec spec, ClusterDirectory directory) {
        return Optional.of(site);
    }

    @Override
    public void end(ClusterSpec spec, ClusterDirectory directory, EventSink events) {}

    @Override
    public Optional<Hypervisor> everywhere(Map<String, String> settings) {
        return Optional.of(machines);
    }
}
