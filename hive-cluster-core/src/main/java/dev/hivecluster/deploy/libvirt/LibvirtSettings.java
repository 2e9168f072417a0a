package dev.hivecluster.deploy.libvirt;

import dev.hivecluster.model.InvalidSettingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the deployer {@code libvirt}.
 *
 * @param uri where libvirt is; empty for {@code LIBVIRT_DEFAULT_URI}, else {@code qemu:///system}
 * @param domainType {@code kvm}, or {@code qemu} where there is no KVM
 * @param poolPath the directory on libvirt's machine that disks lie in; empty for the module's default
 */
record LibvirtSettings(Optional<String> uri, Optional<String> domainType, Optional<String> poolPath) {
    static final String PREFIX = "hive.libvirt.";
    static final String URI = PREFIX + "uri";
    static final String DOMAIN_TYPE = PREFIX + "domainType";
    static final String POOL_PATH = PREFIX + "poolPath";

    private static final List<String> KNOWN = List.of(DOMAIN_TYPE, POOL_PATH, URI);

    /** @throws InvalidSettingException for the first setting that cannot be used */
    static LibvirtSettings of(Map<String, String> given) {
        given.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw InvalidSettingException.unknown(name, KNOWN);
                });
        return new LibvirtSettings(
                Optional.ofNullable(given.get(URI)),
                Optional.ofNullable(given.get(DOMAIN_TYPE)).map(LibvirtSettings::domainType),
                Optional.ofNullable(given.get(POOL_PATH)).map(LibvirtSettings::poolPath));
    }

    private static String domainType(String text) {
        if (!text.equals("kvm") && !text.equals("qemu")) {
            throw new InvalidSettingException(DOMAIN_TYPE, text, "kvm, or qemu where there is no KVM", "qemu");
        }
        return text;
    }

    private static String poolPath(String text) {
        if (!text.startsWith("/")) {
            throw new InvalidSettingException(POOL_PATH, text, "an absolute path", "/var/lib/libvirt/images");
        }
        return text;
    }
}
