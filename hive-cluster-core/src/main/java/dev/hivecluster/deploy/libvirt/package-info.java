/** Deployer {@code libvirt}: the module that comes with the plugin, and what it asks of {@code virsh}. */
@NullMarked
package dev.hivecluster.deploy.libvirt;

import org.jspecify.annotations.NullMarked;
