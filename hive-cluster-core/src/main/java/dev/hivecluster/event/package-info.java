/** The one stream of typed events that every phase, step, node and wait writes, and the wait itself. */
@NullMarked
package dev.hivecluster.event;

import org.jspecify.annotations.NullMarked;
