/** Shells: run a command, copy a file, over SSH with verified host keys. */
@NullMarked
package dev.hivecluster.remote;

import org.jspecify.annotations.NullMarked;
