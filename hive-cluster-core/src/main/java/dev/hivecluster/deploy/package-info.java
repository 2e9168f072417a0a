/** The deployer SPI: where machines come from, and what else a deployer may be able to do. */
@NullMarked
package dev.hivecluster.deploy;

import org.jspecify.annotations.NullMarked;
