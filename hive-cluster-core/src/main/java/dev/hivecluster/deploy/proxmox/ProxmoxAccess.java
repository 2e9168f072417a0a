package dev.hivecluster.deploy.proxmox;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to get in to a Proxmox cluster, and what there is to use.
 *
 * @param endpoint where its API answers, without {@code /api2/json}, such as {@code https://pve.example:8006/}
 * @param apiToken {@code <user>@<realm>!<name>=<secret>}; a secret
 * @param caFile the certificate authority of the API's certificate, as PEM; empty if the system's authorities know it
 * @param hosts the Proxmox hosts to place machines on, at least one
 * @param sshUser the user that uploads cloud-init files to the hosts by SFTP; empty if nobody can
 * @param sshPrivateKey that user's private key; empty for those of an agent
 * @param knownHosts the hosts' SSH host keys, in the form of OpenSSH's {@code known_hosts}; empty if they are not known
 * @param guestSshPort where the SSH servers of machines that are made here listen
 */
public record ProxmoxAccess(
        URI endpoint,
        String apiToken,
        Optional<Path> caFile,
        List<Host> hosts,
        Optional<String> sshUser,
        Optional<Path> sshPrivateKey,
        Optional<Path> knownHosts,
        int guestSshPort) {
    public ProxmoxAccess {
        hosts = List.copyOf(hosts);
    }

    /**
     * One Proxmox host, {@code node} in its own words.
     *
     * @param name its name in the Proxmox cluster
     * @param address where its SSH server listens
     * @param sshPort the port of its SSH server
     * @param bridge the bridge of the network that machines are managed in
     * @param datastoreId the storage of the machines' disks
     * @param dataBridge the bridge of a network for the machines' data; empty if one network carries both
     * @param snippetsDatastoreId the storage of cloud-init files; empty if none takes them
     */
    public record Host(
            String name,
            String address,
            int sshPort,
            String bridge,
            String datastoreId,
            Optional<String> dataBridge,
            Optional<String> snippetsDatastoreId) {}

    /** Without the token. */
    @Override
    public String toString() {
        return "ProxmoxAccess[%s, hosts %s]"
                .formatted(endpoint, hosts.stream().map(Host::name).toList());
    }
}
