package dev.hivecluster.simulator.hive;

import java.util.List;
import java.util.Optional;

/**
 * An image that can be imported by its name.
 *
 * @param name such as {@code debian-12-x86_64}
 * @param distro such as {@code debian}
 * @param version such as {@code 12}
 * @param arch such as {@code x86_64}
 */
record CataloguedImage(String name, String distro, String version, String arch) {
    /** All of them. */
    static final List<CataloguedImage> ALL = List.of(
            of("alpine", "3.22.2", "x86_64"),
            of("debian", "12", "arm64"),
            of("debian", "12", "x86_64"),
            of("ubuntu", "24.04", "arm64"),
            of("ubuntu", "24.04", "x86_64"));

    /** How they boot. */
    static final String BOOT = "bios";

    static Optional<CataloguedImage> find(String name) {
        return ALL.stream().filter(image -> image.name.equals(name)).findFirst();
    }

    private static CataloguedImage of(String distro, String version, String arch) {
        return new CataloguedImage("%s-%s-%s".formatted(distro, version, arch), distro, version, arch);
    }
}
