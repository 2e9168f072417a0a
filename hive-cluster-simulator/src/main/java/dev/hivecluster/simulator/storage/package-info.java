/** What predastore stores, and its S3 interface. */
@NullMarked
package dev.hivecluster.simulator.storage;

import org.jspecify.annotations.NullMarked;
