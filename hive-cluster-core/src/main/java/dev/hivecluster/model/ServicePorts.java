package dev.hivecluster.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The ports on which one node's services are reached (hive contract, section 2.6).
 *
 * @param gateway the AWS gateway
 * @param storage the S3-compatible storage
 * @param daemon the daemon's {@code /health}; during formation, the formation server
 * @param natsMonitor the NATS monitor
 */
public record ServicePorts(
        @JsonProperty(required = true) int gateway,
        @JsonProperty(required = true) int storage,
        @JsonProperty(required = true) int daemon,

        @JsonProperty(value = "nats_monitor", required = true)
        int natsMonitor) {
    static final int LAST = 65535;

    /** Hive's own. */
    public static final ServicePorts HIVE = new ServicePorts(9999, 8443, 4432, 8222);

    /** @throws IllegalArgumentException if a port is out of range */
    public ServicePorts {
        inRange("gateway", gateway);
        inRange("storage", storage);
        inRange("daemon", daemon);
        inRange("nats_monitor", natsMonitor);
    }

    private static void inRange(String field, int port) {
        if (port < 1 || port > LAST) {
            throw new IllegalArgumentException("the port %s is %d; it must be 1 to %d".formatted(field, port, LAST));
        }
    }
}
