package dev.hivecluster.simulator.node;

import java.nio.file.Path;

/**
 * What a guest is made of.
 *
 * @param hostName its host name
 * @param cpuCores its processors
 * @param memoryMb its memory in MiB
 * @param authorizedKey the key with which {@code ec2-user} logs in, as a line of {@code authorized_keys}; empty if nobody
 *     does
 * @param disk the real directory that holds its files; made if it is missing
 */
public record GuestSettings(String hostName, int cpuCores, int memoryMb, String authorizedKey, Path disk) {}
