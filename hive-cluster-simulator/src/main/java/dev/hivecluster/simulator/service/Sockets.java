package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.node.Host;
import java.net.InetSocketAddress;

/** Where the addresses of a machine's configuration really are. */
final class Sockets {
    private Sockets() {}

    /** The real place of an address and port such as {@code 127.0.11.1:4222}, as a program of the machine sees it. */
    static InetSocketAddress of(Host host, String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("an address and a port such as 127.0.0.1:4222 was expected: " + address);
        }
        return of(host, address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** The real place of a port; all addresses and the loopback ones mean the machine's own. */
    static InetSocketAddress of(Host host, String address, int port) {
        boolean own = switch (address) {
            case "0.0.0.0", "", "localhost", "127.0.0.1" -> true;
            default -> false;
        };
        return host.socket(own ? host.address() : address, port);
    }
}
