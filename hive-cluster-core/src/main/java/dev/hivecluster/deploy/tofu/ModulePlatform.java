package dev.hivecluster.deploy.tofu;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whatever a module of the user's own makes its machines on; credentials are in the environment, as that wants them. */
final class ModulePlatform implements TofuPlatform {
    static final String NAME = "tofu";

    private static final TofuSite SITE = new TofuSite() {
        @Override
        public Map<String, Object> variables() {
            return Map.of();
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public Optional<Hypervisor> hypervisor() {
            return Optional.empty();
        }
    };

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void validate(ClusterSpec spec) {
        directory(spec);
    }

    @Override
    public TofuModule module(ClusterSpec spec) {
        return new TofuModule.OfUser(directory(spec));
    }

    @Override
    public TofuSite start(ClusterSpec spec, ClusterDirectory directory, EventSink events) {
        return SITE;
    }

    @Override
    public Optional<TofuSite> find(ClusterSpec spec, ClusterDirectory directory) {
        return Optional.of(SITE);
    }

    @Override
    public void end(ClusterSpec spec, ClusterDirectory directory, EventSink events) {
        // Nothing lives for one cluster alone but its machines, and those are gone.
    }

    @Override
    public Optional<Hypervisor> everywhere(Map<String, String> settings) {
        return Optional.empty();
    }

    private static Path directory(ClusterSpec spec) {
        String given = spec.deployerSettings().get(TofuSettings.MODULE);
        if (given == null) {
            throw invalid("not given");
        }
        try {
            Path directory = Path.of(given).toAbsolutePath().normalize();
            if (Files.isDirectory(directory)) {
                return directory;
            }
        } catch (InvalidPathException e) {
            throw invalid(given);
        }
        throw invalid(given);
    }

    private static InvalidSettingException invalid(String given) {
        return new InvalidSettingException(
                TofuSettings.MODULE, given, "the directory of a module that makes the machines", "infra/hive");
    }
}
