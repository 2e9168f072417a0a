package dev.hivecluster.model;

import java.net.URI;

/**
 * Where one node's services answer (hive contract, section 2.6).
 *
 * @param node the node's name
 * @param gateway the AWS gateway, https
 * @param storage the S3-compatible storage, https
 * @param daemon the daemon's {@code /health}, http
 * @param natsMonitor the NATS monitor's {@code /varz} and {@code /routez}, http
 */
public record NodeEndpoints(String node, URI gateway, URI storage, URI daemon, URI natsMonitor) {}
