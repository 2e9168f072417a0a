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
    /** Hive's own. */
    public static final ServicePorts HIVE = new ServicePorts(9999, 8443, 4432, 8222);
}
