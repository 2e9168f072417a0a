/** Signature version 4 from the server's side: shared by the gateway and the storage. */
@NullMarked
package dev.hivecluster.simulator.signature;

import org.jspecify.annotations.NullMarked;
