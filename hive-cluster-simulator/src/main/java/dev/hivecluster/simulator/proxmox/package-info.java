/**
 * {@link dev.hivecluster.simulator.proxmox.FakeProxmox}: a Proxmox cluster that is one object of this JVM. Its API is
 * real enough for the real OpenTofu provider; its virtual machines are simulated nodes.
 */
@NullMarked
package dev.hivecluster.simulator.proxmox;

import org.jspecify.annotations.NullMarked;
