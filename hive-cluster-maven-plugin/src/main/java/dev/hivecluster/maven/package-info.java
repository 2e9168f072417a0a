/** The Maven plugin: translates between Maven and the lifecycle of a cluster. */
@NullMarked
package dev.hivecluster.maven;

import org.jspecify.annotations.NullMarked;
