/** What a cluster leaves on disk: the layout of its directory, its record, and the atomic writes that keep both whole. */
@NullMarked
package dev.hivecluster.directory;

import org.jspecify.annotations.NullMarked;
