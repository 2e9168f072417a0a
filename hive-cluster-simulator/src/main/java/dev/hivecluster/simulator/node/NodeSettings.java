package dev.hivecluster.simulator.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;

/**
 * What a simulated machine is made of.
 *
 * @param name its host name, {@code <cluster>-<index>}
 * @param index counted from 1
 * @param address the address that it has in the cluster's network
 * @param ssh where its SSH server really listens
 * @param cpuCores its processors
 * @param memoryMb its memory in MiB
 * @param bootTime from power-on until cloud-init is done; its SSH server answers after half of it
 * @param timeScale how fast Hive goes on it
 * @param hostKey its SSH server's key
 * @param user who logs in
 * @param authorizedKeys the keys with which that user logs in
 * @param bootTask the last part of each boot
 * @param files the real directory that holds its files; made if it is missing
 */
public record NodeSettings(
        String name,
        int index,
        String address,
        InetSocketAddress ssh,
        int cpuCores,
        int memoryMb,
        Duration bootTime,
        TimeScale timeScale,
        KeyPair hostKey,
        String user,
        List<PublicKey> authorizedKeys,
        BootTask bootTask,
        Path files) {
    public NodeSettings {
        authorizedKeys = List.copyOf(authorizedKeys);
    }
}
