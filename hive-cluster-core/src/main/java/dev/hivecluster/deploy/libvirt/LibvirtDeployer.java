package dev.hivecluster.deploy.libvirt;

import dev.hivecluster.deploy.tofu.TofuDeployer;

/** Deployer {@code libvirt}: VMs of libvirt, by the module {@code terraform/libvirt}. */
public final class LibvirtDeployer extends TofuDeployer {
    /** For the service loader. */
    public LibvirtDeployer() {
        super(new LibvirtPlatform());
    }
}
