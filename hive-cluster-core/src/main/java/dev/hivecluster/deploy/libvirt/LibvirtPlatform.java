package dev.hivecluster.deploy.libvirt;

import dev.hivecluster.deploy.tofu.Hypervisor;
import dev.hivecluster.deploy.tofu.TofuModule;
import dev.hivecluster.deploy.tofu.TofuPlatform;
import dev.hivecluster.deploy.tofu.TofuSite;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.PropertyNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Libvirt: of this machine, or of another one over SSH. */
final class LibvirtPlatform implements TofuPlatform {
    private static final String DEFAULT_URI = "qemu:///system";
    private static final String URI_VARIABLE = "LIBVIRT_DEFAULT_URI";

    private final Function<String, Optional<String>> environment;

    LibvirtPlatform() {
        this(name -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty()));
    }

    /** @param environment the variables of the environment */
    LibvirtPlatform(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "libvirt";
    }

    @Override
    public void validate(ClusterSpec spec) {
        LibvirtSettings.of(spec.deployerSettings());
    }

    @Override
    public TofuModule module(ClusterSpec spec) {
        return new TofuModule.Bundled(name());
    }

    @Override
    public boolean isMachine(String resourceType, String resourceName) {
        // What cloud-init reads is a volume, too, but nothing in it is lost: it is written anew.
        return isListed(resourceType)
                || (resourceType.equals("libvirt_volume") && !resourceName.equals("cloud_config"));
    }

    @Override
    public boolean isListed(String resourceType) {
        return resourceType.equals("libvirt_domain");
    }

    @Override
    public TofuSite start(ClusterSpec spec, ClusterDirectory directory, EventSink events) {
        return site(spec);
    }

    @Override
    public Optional<TofuSite> find(ClusterSpec spec, ClusterDirectory directory) {
        return Optional.of(site(spec));
    }

    /** Libvirt was there before the cluster, and stays. */
    @Override
    public void end(ClusterSpec spec, ClusterDirectory directory, EventSink events) {}

    /** Only if the user says that they use it: not everybody who has libvirt lets Maven talk to it. */
    @Override
    public Optional<Hypervisor> everywhere(Map<String, String> settings) {
        LibvirtSettings ours = LibvirtSettings.of(settings);
        boolean used = ours.uri().isPresent() || name().equals(settings.get(PropertyNames.DEPLOYER));
        return used ? Optional.of(new LibvirtHypervisor(new Virsh(uri(ours)))) : Optional.empty();
    }

    private String uri(LibvirtSettings settings) {
        return settings.uri().or(() -> environment.apply(URI_VARIABLE)).orElse(DEFAULT_URI);
    }

    private TofuSite site(ClusterSpec spec) {
        LibvirtSettings settings = LibvirtSettings.of(spec.deployerSettings());
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("libvirt_uri", uri(settings));
        settings.domainType().ifPresent(type -> variables.put("domain_type", type));
        settings.poolPath().ifPresent(path -> variables.put("pool_path", path));
        return new LibvirtSite(Map.copyOf(variables), new LibvirtHypervisor(new Virsh(uri(settings))));
    }

    private record LibvirtSite(Map<String, Object> variables, LibvirtHypervisor libvirt) implements TofuSite {
        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public Optional<Hypervisor> hypervisor() {
            return Optional.of(libvirt);
        }
    }
}
