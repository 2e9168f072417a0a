/** The four phases of a cluster, their locks, owners, keep policy and teardown nets. */
@NullMarked
package dev.hivecluster.lifecycle;

import org.jspecify.annotations.NullMarked;
