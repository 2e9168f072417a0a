package dev.hivecluster.simulator.service;

/** What the NATS servers of a cluster carry between the services of its nodes; shared by all nodes of one simulator. */
public final class MessageBus {}
