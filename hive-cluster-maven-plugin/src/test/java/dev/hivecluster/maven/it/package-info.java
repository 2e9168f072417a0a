/** What the real builds are checked with. */
@NullMarked
package dev.hivecluster.maven.it;

import org.jspecify.annotations.NullMarked;
