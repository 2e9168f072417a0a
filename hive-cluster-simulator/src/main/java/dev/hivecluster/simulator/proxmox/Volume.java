package dev.hivecluster.simulator.proxmox;

import java.util.OptionalInt;

/**
 * Something that a storage holds.
 *
 * @param host the host whose storage it is
 * @param id such as {@code local-lvm:vm-100-disk-0} or {@code local:snippets/x.yaml}
 * @param content what it is for, such as {@code images}, {@code import} or {@code snippets}
 * @param format such as {@code raw} or {@code qcow2}
 * @param size in bytes
 * @param vmid the virtual machine that it belongs to; empty if to none
 */
public record Volume(String host, String id, String content, String format, long size, OptionalInt vmid) {}
