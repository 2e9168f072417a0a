package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.LogsIn;
import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.deploy.tofu.TofuDeployer;

/** Deployer {@code proxmox}: VMs on Proxmox VE, by the module {@code terraform/proxmox}. */
public final class ProxmoxDeployer extends TofuDeployer implements LogsIn {
    /** For the service loader: who we are stands in the environment. */
    public ProxmoxDeployer() {
        this(ServerLogins.NONE);
    }

    private ProxmoxDeployer(ServerLogins logins) {
        super(new ProxmoxPlatform(logins));
    }

    @Override
    public Deployer with(ServerLogins logins) {
        return new ProxmoxDeployer(logins);
    }
}
